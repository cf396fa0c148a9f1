import { type Event, type EventGridEvent, isCloudEvent } from "../../infra/catalog/event.ts";
import { UserError } from "../user-error.ts";
import { openEvents } from "./open-events.ts";

/**
 * Events to emit, from a file or standard input (`-`). Communication Services publishes in the Event Grid schema; a
 * CloudEvent is what a subscription made of one, and is turned back. What cannot be read is told, and the rest is used.
 */
export async function readEventGridEvents(
  from: string,
): Promise<{ readonly events: readonly EventGridEvent[]; readonly problems: readonly string[] }> {
  const events: EventGridEvent[] = [];
  const problems: string[] = [];
  for await (const item of await openEvents(from)) {
    if (item.kind === "problem") problems.push(item.message);
    else events.push(toEventGrid(item.event));
  }
  if (events.length === 0) {
    throw new UserError([`There is no event in ${from === "-" ? "standard input" : from}.`, ...problems].join("\n"));
  }
  return { events, problems };
}

function toEventGrid(event: Event): EventGridEvent {
  if (!isCloudEvent(event)) return event;
  const { id, type, source, subject = "", time = "", data } = event;
  return {
    id,
    eventType: type,
    topic: source,
    subject,
    eventTime: time,
    data,
    dataVersion: "1.0",
    metadataVersion: "1",
  };
}
