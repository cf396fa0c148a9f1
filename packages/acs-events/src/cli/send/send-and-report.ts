import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import type { EventGridEvent } from "../../catalog/event.ts";
import { seededRandom } from "../../emulator/delivery/seeded-random.ts";
import type { ScenarioContext } from "../../emulator/event-source/scenarios/like-sample.ts";
import { renderSent } from "../render/sent.ts";
import { findLocalAzure, type Where } from "./find-local-azure.ts";
import { postEvents, type SentEvent } from "./post-events.ts";

export interface SendOptions extends Where {
  /** How often all of it is sent, with other ids each time. */
  readonly count: number;
  /** How often a second; undefined: as fast as it goes. */
  readonly rate?: number | undefined;
  /** Prints the events as NDJSON, and sends nothing. */
  readonly print?: true | undefined;
  readonly format: "text" | "json";
  readonly seed?: number | undefined;
}

/** How many events are sent at a time, and how many requests are under way at a time. */
const together = 50;
const underWay = 4;

/** Sends events, and prints who received them. Answers the exit status: 0, or 2 where an event did not arrive. */
export async function sendAndReport(
  make: (context: ScenarioContext) => readonly EventGridEvent[],
  { count, rate, print, format, seed, ...where }: SendOptions,
): Promise<number> {
  const random = seed === undefined ? Math.random : seededRandom(seed);
  const next = (times: number): readonly EventGridEvent[] =>
    Array.from({ length: times }, () => make({ now: Date.now(), random })).flat();
  if (print === true) {
    for (const event of next(count)) console.log(JSON.stringify(event));
    return 0;
  }
  const address = findLocalAzure(where);
  const started = performance.now();
  const sent = await sendAll(address, next, { count, rate });
  const seconds = (performance.now() - started) / 1_000;
  console.log(format === "json" ? JSON.stringify({ events: sent }, undefined, 2) : renderSent(sent, seconds));
  const arrived = sent.every(
    ({ refused, deliveries }) => refused === undefined && deliveries.every(({ outcome }) => outcome === "delivered"),
  );
  return arrived ? 0 : 2;
}

async function sendAll(
  address: string,
  next: (times: number) => readonly EventGridEvent[],
  { count, rate }: Pick<SendOptions, "count" | "rate">,
): Promise<readonly SentEvent[]> {
  // A request with much at once would have all of it delivered in one burst.
  const share = rate === undefined ? together : Math.max(1, Math.min(together, Math.round(rate / 10)));
  const limit = pLimit(rate === undefined ? underWay : 100);
  const started = performance.now();
  const requests: Promise<readonly SentEvent[]>[] = [];
  for (let sent = 0; sent < count; sent += share) {
    const due = rate === undefined ? 0 : started + (sent / rate) * 1_000 - performance.now();
    if (due > 0) await wait(due);
    // Made when they are sent, so that each has the time at which it is.
    requests.push(limit(() => postEvents(address, next(Math.min(share, count - sent)))));
    if (requests.length % 100 === 0) await requests[requests.length - 100];
  }
  return (await Promise.all(requests)).flat();
}
