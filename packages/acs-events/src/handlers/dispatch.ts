import type { IncomingEvent } from "./envelope.ts";
import { type Handler, PayloadProblem } from "./handler.ts";
import type { Inbox } from "./inbox.ts";

export type Outcome =
  | { readonly kind: "handled" }
  /** It failed, and may succeed another time. */
  | { readonly kind: "again" }
  /** It cannot succeed, however often it comes. */
  | { readonly kind: "never"; readonly reason: string };

export interface EventWork {
  readonly handlers: ReadonlyMap<string, readonly Handler[]>;
  readonly inbox: Inbox;
  /** What is being handled right now, so that a duplicate that comes meanwhile waits for the same outcome. */
  readonly running: Map<string, Promise<Outcome>>;
  readonly log: (line: string) => void;
}

/** Gives an event to every handler of its type that has not had it, all at once; one outcome for each of them. */
export async function handleEvent(event: IncomingEvent, work: EventWork): Promise<readonly Outcome[]> {
  const interested = work.handlers.get(event.type) ?? [];
  if (interested.length === 0) work.log(`${event.id}: nobody here handles ${event.type}`);
  return Promise.all(interested.map((handler) => once(handler, event, work)));
}

/** An id is unique within what published the event, no further. */
function once(handler: Handler, event: IncomingEvent, work: EventWork): Promise<Outcome> {
  const key = `${handler.name} ${event.id} ${event.source}`;
  if (work.inbox.has(key)) return Promise.resolve({ kind: "handled" });
  const running = work.running.get(key) ?? attempt(handler, event, key, work);
  work.running.set(key, running);
  return running;
}

async function attempt(handler: Handler, event: IncomingEvent, key: string, work: EventWork): Promise<Outcome> {
  try {
    await handler.handle(event);
    work.inbox.add(key);
    return { kind: "handled" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    work.log(`${event.id}: ${handler.name} failed: ${reason}`);
    return error instanceof PayloadProblem ? { kind: "never", reason } : { kind: "again" };
  } finally {
    work.running.delete(key);
  }
}
