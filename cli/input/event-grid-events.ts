import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { basename } from "node:path";
import type { EventGridEvent } from "../../infra/catalog/event.ts";
import { isCloudEvent } from "../../infra/catalog/event.ts";
import { UserError } from "../user-error.ts";
import { readEvents } from "./events.ts";

/**
 * Events to emit, from a file or standard input (`-`). Communication Services publishes in the Event Grid schema; a
 * CloudEvent is what a subscription made of one, and is turned back. What cannot be read is told, and the rest is used.
 */
export async function readEventGridEvents(
  from: string,
): Promise<{ readonly events: readonly EventGridEvent[]; readonly problems: readonly string[] }> {
  const events: EventGridEvent[] = [];
  const problems: string[] = [];
  if (from !== "-") {
    await access(from).catch(() => {
      throw new UserError(`There is no file "${from}"; give one with events, or - for standard input.`);
    });
  }
  const name = from === "-" ? "standard input" : basename(from);
  for await (const item of readEvents(from === "-" ? process.stdin : createReadStream(from), name)) {
    if (item.kind === "problem") problems.push(item.message);
    else events.push(toEventGrid(item.event));
  }
  if (events.length === 0) {
    throw new UserError([`There is no event in ${name}.`, ...problems].join("\n"));
  }
  return { events, problems };
}

function toEventGrid(event: Parameters<typeof isCloudEvent>[0]): EventGridEvent {
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
