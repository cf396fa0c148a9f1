import type { EventGridEvent } from "../../catalog/event.ts";
import { asPublished } from "../../emulator/event-source/from-cloud-event.ts";
import { UserError } from "../../text/user-error.ts";
import { openEvents } from "./open-events.ts";

/**
 * Events to emit, from a file or standard input (`-`). Communication Services publishes in the Event Grid schema; a
 * CloudEvent is what a subscription made of one, and is turned back. What cannot be read is reported, and the rest is
 * used.
 */
export async function readEventGridEvents(
  from: string,
): Promise<{ readonly events: readonly EventGridEvent[]; readonly problems: readonly string[] }> {
  const events: EventGridEvent[] = [];
  const problems: string[] = [];
  for await (const item of await openEvents(from)) {
    if (item.kind === "problem") problems.push(item.message);
    else events.push(asPublished(item.event));
  }
  if (events.length === 0) {
    throw new UserError([`There is no event in ${from === "-" ? "standard input" : from}.`, ...problems].join("\n"));
  }
  return { events, problems };
}
