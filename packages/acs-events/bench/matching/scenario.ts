import type { EventGridEvent } from "../../src/catalog/event.ts";
import { isEventType } from "../../src/catalog/event-types.ts";
import { allSamples } from "../../src/catalog/samples.ts";
import type { IndexedSubscription } from "../../src/subscription-index/subscription-index.ts";
import { random } from "../random.ts";
import { makeEvents } from "./event-maker.ts";
import { filterOf, mixedSubscriptions } from "./subscription-maker.ts";

export interface Scenario {
  readonly subscriptions: readonly IndexedSubscription[];
  readonly events: readonly EventGridEvent[];
}

/** The mix of subscriptions that teams ask for, and events made from the published samples; the same in every run. */
export function mixed(count: number, eventCount = 2_000): Scenario {
  const source = random(count);
  return {
    events: makeEvents(samples, eventCount, source),
    subscriptions: mixedSubscriptions(makeEvents(samples, 500, source), count, source),
  };
}

/**
 * The worst case for an index by type and prefix: no prefix, one type, and one condition in which all differ. With
 * `StringNotIn`, nearly all of them get each event.
 */
export function alike(count: number, operatorType: "StringIn" | "StringNotIn", eventCount = 500): Scenario {
  const source = random(count);
  const type = "Microsoft.Communication.SMSReceived";
  const events = makeEvents(
    samples.filter(({ eventType }) => eventType === type),
    eventCount,
    source,
  );
  const senders = [...new Set(events.map(({ data }) => senderIn(data)))];
  return {
    events,
    subscriptions: Array.from({ length: count }, (_, index) => ({
      name: `subscription-${index}`,
      filter: filterOf(type, [
        {
          operatorType,
          key: "data.from",
          values: [senders[index] ?? `1555${String(index).padStart(7, "0")}`],
        },
      ]),
    })),
  };
}

function senderIn(data: unknown): string {
  const { from, From } = data as { readonly from?: string; readonly From?: string };
  return from ?? From ?? "";
}

const samples = allSamples().flatMap((sample) =>
  sample.envelope === "eventgrid" && sample.partial !== true && isEventType(sample.type) ? [sample.payload] : [],
);
