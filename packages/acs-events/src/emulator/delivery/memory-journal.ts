import type { PublishResult } from "./delivery-record.ts";
import { type Entry, type EventFate, hasEnded, type Journal, keptEventsByDefault, type PageQuery } from "./journal.ts";

interface MutableEntry {
  readonly position: number;
  readonly result: PublishResult;
  readonly fates: EventFate[];
  readonly firstDelivery: number;
  open: number;
}

/**
 * A journal in memory: it is lost when the process ends. `keepEvents`: how many events it keeps once their deliveries
 * have ended.
 */
export function memoryJournal(keepEvents = keptEventsByDefault): Journal {
  /** By position; a map keeps the order in which they came. */
  const entries = new Map<number, MutableEntry>();
  const owners = new Map<number, MutableEntry>();
  /** In the order in which they ended. */
  const ended = new Set<MutableEntry>();
  let positions = 0;
  let deliveries = 0;

  const settle = (entry: MutableEntry): void => {
    if (entry.open > 0) return;
    ended.add(entry);
    const [oldest] = ended;
    if (ended.size <= keepEvents || oldest === undefined) return;
    ended.delete(oldest);
    entries.delete(oldest.position);
    for (let index = 0; index < oldest.fates.length; index += 1) owners.delete(oldest.firstDelivery + index);
  };
  const shown = ({ position, result, fates }: MutableEntry): Entry => ({ position, result, fates: [...fates] });

  return Object.freeze({
    accept(published: readonly { readonly result: PublishResult; readonly fates: readonly EventFate[] }[]) {
      return published.map(({ result, fates }) => {
        const entry = { position: positions, result, fates: [...fates], firstDelivery: deliveries, open: 0 };
        entry.open = fates.filter((fate) => !hasEnded(fate)).length;
        entries.set(positions, entry);
        for (let index = 0; index < fates.length; index += 1) owners.set(deliveries + index, entry);
        positions += 1;
        deliveries += fates.length;
        settle(entry);
        return entry.firstDelivery;
      });
    },
    update(delivery: number, fate: EventFate) {
      const entry = owners.get(delivery);
      const before = entry?.fates[delivery - entry.firstDelivery];
      if (entry === undefined || before === undefined) return;
      entry.fates[delivery - entry.firstDelivery] = fate;
      const change = Number(!hasEnded(fate)) - Number(!hasEnded(before));
      entry.open += change;
      if (change < 0) settle(entry);
    },
    entries: () => [...entries.values()].map(shown),
    page({ before = Number.POSITIVE_INFINITY, limit }: PageQuery) {
      const page: Entry[] = [];
      for (let position = Math.min(before, positions) - 1; position >= 0 && page.length < limit; position -= 1) {
        const entry = entries.get(position);
        if (entry !== undefined) page.push(shown(entry));
      }
      return page;
    },
    entry(position: number) {
      const found = entries.get(position);
      return found === undefined ? undefined : shown(found);
    },
    published: () => positions,
    tallies() {
      const tallies = new Map<string, Partial<Record<EventFate["outcome"], number>>>();
      for (const { fates } of entries.values()) {
        for (const { subscriptionId, outcome } of fates) {
          const key = subscriptionId.toLowerCase();
          const tally = tallies.get(key) ?? {};
          tally[outcome] = (tally[outcome] ?? 0) + 1;
          tallies.set(key, tally);
        }
      }
      return tallies;
    },
    unfinished: () =>
      [...entries.values()].flatMap(({ result, fates, firstDelivery, open }) =>
        result.kind === "refused" || open === 0
          ? []
          : fates.flatMap((fate, index) =>
              hasEnded(fate) ? [] : [{ delivery: firstDelivery + index, event: result, fate }],
            ),
      ),
    close() {},
  });
}
