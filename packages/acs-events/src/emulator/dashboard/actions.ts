import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { eventSizeLimit } from "../delivery/accepted-event.ts";
import { readDestination } from "../delivery/destinations.ts";
import { faultKinds } from "../delivery/faults.ts";
import type { Changes } from "./changes.ts";
import { onlyFromThePage } from "./guard.ts";
import type { PublishedEvents } from "./published-events.ts";
import type { DashboardSource } from "./source.ts";
import { handlerOf } from "./subscription-view.ts";
import { readyEvent, tryEvent } from "./try-event.ts";

/** An event as a person writes it has more bytes than Event Grid counts: spaces, line ends, comments. */
const bodySizeLimit = 4 * eventSizeLimit;

/** The clock is turned by at most 30 days at a time; nothing that waits here waits for longer. */
const longestTurn = 30 * 24 * 60 * 60 * 1_000;

const clockOrder = z.strictObject({
  /** Milliseconds, or until nothing waits any more. */
  turn: z.union([z.number().int().min(1).max(longestTurn), z.literal("past-all-waits")]),
});

const faultOrder = z.strictObject({ endpoint: z.string().min(1), fault: z.enum(["none", ...faultKinds]) });

const againOrder = z.strictObject({
  position: z.number().int().min(0),
  subscription: z.string().min(1),
  passWaits: z.boolean().default(false),
});

/** Whatever the page asks for that is more than to read: each is a POST of JSON from the page itself. */
export function actionsApp(source: DashboardSource, events: PublishedEvents, changes: Changes): Hono {
  const { grid, clock, store } = source;
  const app = new Hono();
  const guarded = [onlyFromThePage, bodyLimit({ maxSize: bodySizeLimit, onError: tooLarge })] as const;

  app.post("/try", ...guarded, async (context) => context.json(tryEvent(await context.req.text(), source)));
  app.post("/try-filter", ...guarded, async (context) => {
    // Loaded when somebody tries one: all rules of filters are behind it.
    const { tryFilter } = await import("./try-filter.ts");
    return context.json(tryFilter(await context.req.text(), grid));
  });
  app.post("/send", ...guarded, async (context) => {
    const ready = readyEvent(await context.req.text(), source.source);
    if (ready.kind !== "event") return context.json(ready, 422);
    const { id } = await source.send(ready.event, context.req.query("waits") !== "stay");
    return context.json({ kind: "sent", position: positionOf(id, grid) });
  });
  app.post("/clock", ...guarded, async (context) => {
    const order = await orderIn(context, clockOrder);
    if (order instanceof Response) return order;
    if (clock === undefined) return context.text("The clock of this local Azure is the one on the wall.\n", 409);
    await (order.turn === "past-all-waits" ? clock.advanceToEnd() : clock.advance(order.turn));
    changes.tell();
    return context.json({ now: new Date(source.now()).toISOString(), waiting: clock.scheduled() });
  });
  app.post("/faults", ...guarded, async (context) => {
    const order = await orderIn(context, faultOrder);
    if (order instanceof Response) return order;
    const known = store
      .systemTopics()
      .flatMap(({ id }) => store.eventSubscriptions(id))
      .some((subscription) => handlerOf(readDestination(subscription.destination)) === order.endpoint);
    if (!known) return context.text("No subscription has this endpoint.\n", 404);
    grid.faults.set(order.endpoint, order.fault === "none" ? undefined : order.fault);
    changes.tell();
    return context.json(grid.faults.all());
  });
  app.post("/deliver-again", ...guarded, async (context) => {
    const order = await orderIn(context, againOrder);
    if (order instanceof Response) return order;
    const begun = grid.deliverAgain(order.position, order.subscription);
    if (begun.kind === "refused") return context.text(`${begun.reason}\n`, 409);
    events.noteAgain(order.position, order.subscription, begun.position);
    if (order.passWaits) await (clock === undefined ? grid.settled() : clock.advanceToEnd());
    return context.json({ kind: "sent", position: begun.position });
  });
  return app;
}

/** What the page asks for; or the answer where it is not of this form. */
async function orderIn<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema> | Response> {
  const json: unknown = await context.req.json().catch(() => undefined);
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : context.text(`This cannot be asked: ${z.prettifyError(parsed.error)}\n`, 400);
}

/** Where the newest event with this id is; others may have been published meanwhile. */
function positionOf(id: string, grid: Pick<DashboardSource["grid"], "publishedCount" | "page">): number {
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
