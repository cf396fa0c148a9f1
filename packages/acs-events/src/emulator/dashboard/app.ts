import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { actionsApp } from "./actions.ts";
import type { Changes } from "./changes.ts";
import type { Deployments } from "./deployments.ts";
import { onlyHere, safeHeaders } from "./guard.ts";
import type { PageFile } from "./page-files.ts";
import { createPublishedEvents, eventsPerPage } from "./published-events.ts";
import { queuesApp } from "./queues.ts";
import { sampleGroups } from "./samples.ts";
import type { DashboardSource } from "./source.ts";
import { createState } from "./state.ts";

/** A page that has lost its connection tries again after this many milliseconds. */
const reconnectAfter = 1_000;

const eventsQuery = z.strictObject({
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(eventsPerPage).default(eventsPerPage),
  about: z.string().optional(),
  only: z.enum(["delivered", "under-way", "lost"]).optional(),
});

/** The dashboard's answers, without a server around them. */
export function createApp(
  source: DashboardSource,
  files: readonly PageFile[],
  changes: Changes,
  deployments: Deployments,
): Hono {
  const events = createPublishedEvents(source);
  const state = createState(source, events, deployments);
  const app = new Hono();
  app.use(safeHeaders, onlyHere, async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });

  for (const { path, type, content } of files) {
    app.get(path, (context) => context.body(content, 200, { "Content-Type": type }));
  }
  for (const [path, answer] of [["/state", state] as const, ["/events", events.page] as const]) {
    app.get(path, (context) => {
      const query = eventsQuery.safeParse(context.req.query());
      if (query.success) return context.json(answer(query.data));
      return context.text(`This page of events does not exist: ${z.prettifyError(query.error)}\n`, 400);
    });
  }
  app.route("/queues", queuesApp(source.grid));
  app.get("/samples", (context) => context.json(sampleGroups()));
  app.get("/events/:position{[0-9]+}", (context) => {
    const result = source.grid.entry(Number(context.req.param("position")))?.result;
    return result?.kind === "published" ? context.json(result.event) : context.notFound();
  });
  app.get("/events/:position{[0-9]+}/fate", (context) => {
    const event = events.one(Number(context.req.param("position")));
    return event === undefined ? context.notFound() : context.json(event);
  });
  app.get("/filters/:subscription", (context) => {
    const name = context.req.param("subscription");
    const all = source.store.systemTopics().flatMap(({ id }) => source.store.eventSubscriptions(id));
    const found = all.find((one) => one.name === name);
    return found === undefined ? context.notFound() : context.json(found.filter);
  });
  app.get("/changes", (context) =>
    streamSSE(context, async (stream) => {
      const say = (): Promise<void> => stream.writeSSE({ event: "changed", data: "" });
      await stream.writeSSE({ event: "changed", data: "", retry: reconnectAfter });
      await new Promise<void>((resolve) => {
        const stop = changes.listen(say, resolve);
        stream.onAbort(() => {
          stop();
          resolve();
        });
      });
    }),
  );
  app.route("/", actionsApp(source, events, changes));

  app.notFound((context) => context.text("There is nothing here.\n", 404));
  app.onError((error, context) => context.text(`The dashboard could not answer: ${error.message}\n`, 500));
  return app;
}
