import type { DeliverySchema } from "../catalog/event.ts";
import { type Assumptions, defaultAssumptions } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { foldCase } from "../filters/match/fold.ts";

/**
 * A subscription that gets the events that pass a filter; the delivery schema decides the names of the envelope's keys.
 */
export interface FilterReceiver {
  readonly filter: Filter;
  /** `EventGridSchema` unless given. */
  readonly deliverySchema?: DeliverySchema;
  /** The id of the resource whose events come; undefined where it is not known. */
  readonly source?: string | undefined;
}

/**
 * Receivers by event type and by the beginning of the subject, so that a question about one filter takes only those that
 * may get a common event. For thousands of subscriptions: building it costs little more than reading each filter once.
 */
export interface ReceiverIndex<R extends FilterReceiver = FilterReceiver> {
  /** Those whose event types and subject prefix leave room for a common event, in the order in which they were given. */
  readonly overlapping: (filter: Filter) => readonly R[];
}

/** Builds the index. Prefixes are compared without case, so that it never omits a receiver that overlaps. */
export function indexReceivers<R extends FilterReceiver>(
  receivers: readonly R[],
  assumptions: Assumptions = defaultAssumptions,
): ReceiverIndex<R> {
  const byType = new Map<string, Place[]>();
  const ofEveryType: Place[] = [];
  for (const [position, { filter }] of receivers.entries()) {
    const place = { position, prefix: foldCase(filter.subjectBeginsWith) };
    const types = listedEventTypes(filter, assumptions);
    if (types === "All") ofEveryType.push(place);
    else {
      for (const type of types) {
        const places = byType.get(type);
        if (places === undefined) byType.set(type, [place]);
        else places.push(place);
      }
    }
  }
  const prefixes = new Map([...byType].map(([type, places]) => [type, prefixTable(places)]));
  const everyType = prefixTable(ofEveryType);
  return {
    overlapping: (filter) => {
      const types = listedEventTypes(filter, assumptions);
      const tables = types === "All" ? [...prefixes.values()] : [...types].flatMap((type) => prefixes.get(type) ?? []);
      const prefix = foldCase(filter.subjectBeginsWith);
      const positions = new Set([...tables, everyType].flatMap((table) => overlappingPrefix(table, prefix)));
      return [...positions].sort((a, b) => a - b).flatMap((position) => receivers[position] ?? []);
    },
  };
}

interface Place {
  readonly position: number;
  readonly prefix: string;
}

interface PrefixTable {
  readonly sorted: readonly Place[];
  readonly byPrefix: ReadonlyMap<string, readonly Place[]>;
}

function prefixTable(places: readonly Place[]): PrefixTable {
  const sorted = places.toSorted((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0));
  return { sorted, byPrefix: Map.groupBy(sorted, ({ prefix }) => prefix) };
}

/** Places whose prefix begins with this one, or the other way round. */
function overlappingPrefix({ sorted, byPrefix }: PrefixTable, prefix: string): readonly number[] {
  const found: number[] = [];
  for (let length = 0; length < prefix.length; length += 1) {
    for (const { position } of byPrefix.get(prefix.slice(0, length)) ?? []) found.push(position);
  }
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.prefix ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  for (let at = low; sorted[at]?.prefix.startsWith(prefix) === true; at += 1) found.push(sorted[at]?.position ?? 0);
  return found;
}
