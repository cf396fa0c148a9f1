import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { EventGridEvent } from "../catalog/event.ts";
import { readEventGridEvents } from "./input/event-grid-events.ts";
import { renderSent } from "./render/sent.ts";
import { findLocalAzure, type Where } from "./send/find-local-azure.ts";
import { postEvents, type SentEvent } from "./send/post-events.ts";

export interface RecordingReplay extends Where {
  readonly file: string;
  /** How much faster than recorded; undefined: at once. */
  readonly speed: number | undefined;
  /** Handlers that remember ids pass over an event that they had before. */
  readonly keepIds: boolean;
  readonly format: "text" | "json";
}

/**
 * Sends recorded events again, in the order and with the pauses in which they happened. Answers the exit status: 0, 1
 * where some could not be read, 2 where one did not arrive.
 */
export async function replayRecording({ file, speed, keepIds, format, ...where }: RecordingReplay): Promise<0 | 1 | 2> {
  const address = findLocalAzure(where);
  const { events, problems } = await readEventGridEvents(file);
  for (const problem of problems) console.error(problem);
  const started = performance.now();
  const sent: Promise<readonly SentEvent[]>[] = [];
  for (const { after, event } of inOrder(events)) {
    const due = speed === undefined ? 0 : started + after / speed - performance.now();
    if (due > 0) await wait(due);
    sent.push(postEvents(address, [keepIds ? event : { ...event, id: randomUUID() }]));
    if (sent.length >= atOnce) await sent[sent.length - atOnce];
  }
  const all = (await Promise.all(sent)).flat();
  const seconds = (performance.now() - started) / 1_000;
  console.log(format === "json" ? JSON.stringify({ events: all }, undefined, 2) : renderSent(all, seconds));
  const arrived = all.every(
    ({ refused, deliveries }) => refused === undefined && deliveries.every(({ outcome }) => outcome === "delivered"),
  );
  if (!arrived) return 2;
  return problems.length > 0 ? 1 : 0;
}

/** At most this many requests are under way at a time. */
const atOnce = 50;

/** By the time at which they happened, with the milliseconds since the first; one without a time comes with the one before. */
function inOrder(
  events: readonly EventGridEvent[],
): readonly { readonly after: number; readonly event: EventGridEvent }[] {
  let last = Number.NEGATIVE_INFINITY;
  const timed = events.map((event) => {
    const time = Date.parse(event.eventTime);
    if (!Number.isNaN(time)) last = time;
    return { time: last, event };
  });
  const first = Math.min(...timed.map(({ time }) => time).filter(Number.isFinite));
  return timed
    .toSorted((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ time, event }) => ({ after: Number.isFinite(time) ? time - first : 0, event }));
}
