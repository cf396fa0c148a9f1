import { Hono } from "hono";
import { z } from "zod";
import type { EventGrid } from "../delivery/event-grid.ts";
import type { LocalQueue } from "../delivery/local-queues.ts";
import type { QueueView } from "./views.ts";

const messagesQuery = z.strictObject({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/**
 * The local queues, topics and hubs over HTTP, for readers without a protocol of Azure: `GET /` lists them, `GET
 * /KIND/OWNER/NAME/messages?from=SEQUENCE` reads without taking, as a hub is read, and `DELETE
 * /KIND/OWNER/NAME/messages/head` takes the oldest message, as Service Bus has it over HTTP (200, or 204 where there is
 * none).
 */
export function queuesApp(grid: Pick<EventGrid, "queues" | "takeMessage">): Hono {
  const app = new Hono();
  app.get("/", (context) => context.json(grid.queues().map(viewQueue)));
  app.get("/:kind/:owner/:name/messages", (context) => {
    const { kind, owner, name } = context.req.param();
    const queue = grid.queues().find((one) => one.kind === kind && one.name === `${owner}/${name}`);
    if (queue === undefined) return context.text("Nothing was written to such a queue, topic or hub.\n", 404);
    const query = messagesQuery.safeParse(context.req.query());
    if (!query.success) return context.text(`This page does not exist: ${z.prettifyError(query.error)}\n`, 400);
    const { from, limit } = query.data;
    return context.json(queue.messages.filter(({ sequenceNumber }) => sequenceNumber >= from).slice(0, limit));
  });
  app.delete("/:kind/:owner/:name/messages/head", (context) => {
    const { kind, owner, name } = context.req.param();
    const message = grid.takeMessage(kind, `${owner}/${name}`);
    return message === undefined ? context.body(null, 204) : context.json(message);
  });
  return app;
}

function viewQueue({ kind, name, written }: LocalQueue): QueueView {
  return { kind, name, written, messages: `queues/${kind}/${name}/messages` };
}
