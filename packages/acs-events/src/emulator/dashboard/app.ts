import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import type { EventGridEvent } from "../../catalog/event.ts";
import { eventSizeLimit } from "../delivery/accepted-event.ts";
import type { EventGrid } from "../delivery/event-grid.ts";
import type { Changes } from "./changes.ts";
import { onlyFromThePage, onlyHere, safeHeaders } from "./guard.ts";
import type { PageFile } from "./page-files.ts";
import { queuesApp } from "./queues.ts";
import { sampleGroups } from "./samples.ts";
import { createState, eventsPerPage, type StateSource } from "./state.ts";
import { readyEvent, type TryingSource, tryEvent } from "./try-event.ts";

export interface DashboardSource extends TryingSource, StateSource {
  readonly grid: TryingSource["grid"] & StateSource["grid"] & Pick<EventGrid, "entry" | "queues" | "takeMessage">;
  /** Lets Communication Services publish an event, waits until it has arrived or is given up, and answers it as published. */
  readonly send: (event: EventGridEvent) => Promise<EventGridEvent>;
}

/** An event as a person writes it has more bytes than Event Grid counts: spaces, line ends, comments. */
const bodySizeLimit = 4 * eventSizeLimit;

const eventsQuery = z.strictObject({
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(eventsPerPage).default(eventsPerPage),
});

/** The dashboard's answers, without a server around them. */
export function createApp(source: DashboardSource, files: readonly PageFile[], changes: Changes): Hono {
  const state = createState(source);
  const app = new Hono();
  app.use(safeHeaders, onlyHere, async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });

  for (const { path, type, content } of files) {
    app.get(path, (context) => context.body(content, 200, { "Content-Type": type }));
  }
  app.get("/state", (context) => context.json(state.now()));
  app.get("/events", (context) => {
    const query = eventsQuery.safeParse(context.req.query());
    if (query.success) return context.json(state.events(query.data));
    return context.text(`This page of events does not exist: ${z.prettifyError(query.error)}\n`, 400);
  });
  app.route("/queues", queuesApp(source.grid));
  app.get("/samples", (context) => context.json(sampleGroups()));
  app.get("/events/:position{[0-9]+}", (context) => {
    const result = source.grid.entry(Number(context.req.param("position")))?.result;
    return result?.kind === "published" ? context.json(result.event) : context.notFound();
  });
  app.get("/changes", (context) =>
    streamSSE(context, async (stream) => {
      const say = (): Promise<void> => stream.writeSSE({ event: "changed", data: "" });
      await say();
      await new Promise<void>((resolve) => {
        const stop = changes.listen(say, resolve);
        stream.onAbort(() => {
          stop();
          resolve();
        });
      });
    }),
  );

  const guarded = [onlyFromThePage, bodyLimit({ maxSize: bodySizeLimit, onError: tooLarge })] as const;
  app.post("/try", ...guarded, async (context) => context.json(tryEvent(await context.req.text(), source)));
  app.post("/send", ...guarded, async (context) => {
    const ready = readyEvent(await context.req.text(), source.source);
    if (ready.kind !== "event") return context.json(ready, 422);
    const { id } = await source.send(ready.event);
    return context.json({ kind: "sent", position: positionOf(id, source.grid) });
  });

  app.notFound((context) => context.text("There is nothing here.\n", 404));
  app.onError((error, context) => context.text(`The dashboard could not answer: ${error.message}\n`, 500));
  return app;
}

/** Where the newest event with this id is; others may have been published meanwhile. */
function positionOf(id: string, grid: DashboardSource["grid"]): number {
  for (let before = grid.publishedCount(); before > 0; ) {
    const page = grid.page({ before, limit: 50 });
    const found = page.find(({ result }) => result.kind === "published" && result.event.id === id);
    if (found !== undefined || page.length === 0) return found?.position ?? -1;
    before = page.at(-1)?.position ?? 0;
  }
  return -1;
}

function tooLarge(): Response {
  const problems = ["Event Grid takes events of at most 1 MB; this is larger than that could ever be."];
  return Response.json({ kind: "no-event", problems }, { status: 413 });
}
