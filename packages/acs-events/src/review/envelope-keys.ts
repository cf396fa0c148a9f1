import type { Filter } from "../filters/filter.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";

/** A key that only one delivery schema has, and what the other calls it (CloudEvents 1.0; Event Grid event schema). */
const otherNames: Readonly<Record<string, string | null>> = {
  eventtype: "type",
  type: "eventType",
  topic: "source",
  source: "topic",
  dataversion: null,
  specversion: null,
};

/** A filter's key whose meaning depends on the delivery schema, with its name in the other one; null: it has none. */
export interface EnvelopeKey {
  readonly key: string;
  readonly other: string | null;
}

/**
 * The keys of advanced filters that name something of the envelope and not of `data`. `id` and `subject` are called alike in
 * both schemas; a key that neither has may be an extension of CloudEvents.
 */
export function envelopeKeys({ advancedFilters }: Filter): readonly EnvelopeKey[] {
  const keys = [...new Set(advancedFilters.map(({ key }) => key))];
  return keys.flatMap((key) => {
    const folded = key.toLowerCase();
    if (folded === "id" || folded === "subject" || folded.startsWith("data.")) return [];
    return [{ key, other: otherNames[folded] ?? null }];
  });
}

/** Whether both can be compared: the same schema, or filters that do not depend on it. */
export function understandAlike(a: SubscriptionRecord, b: SubscriptionRecord): boolean {
  if (a.eventDeliverySchema === b.eventDeliverySchema) return true;
  return envelopeKeys(a.filter).length === 0 && envelopeKeys(b.filter).length === 0;
}
