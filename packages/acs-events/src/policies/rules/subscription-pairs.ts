import type { Filter } from "../../filters/filter.ts";
import { type AdmittedTexts, admittedTexts, excludeEachOther } from "./admitted-texts.ts";
import { schemaOf } from "./delivery-schema.ts";
import { sameDestination } from "./same-destination.ts";
import type { SubscriptionSubject } from "./subject/subscription-subject.ts";
import { isUnknown, type Unknown } from "./subject/unknown.ts";

/** Two subscriptions that deliver to one place and may match the same event. */
export interface OverlappingPair {
  readonly kind: "pair";
  readonly a: KnownFilter;
  readonly b: KnownFilter;
}

/** A subscription whose filter is known as a whole. */
export interface KnownFilter {
  readonly subscription: SubscriptionSubject;
  readonly filter: Filter;
  /** The filter and the delivery schema as text: the same for what matches the same for certain. */
  readonly written: string;
}

/** Two of which it is not known whether they deliver to one place. */
export interface OpenPair {
  readonly kind: "open-pair";
  readonly a: SubscriptionSubject;
  readonly unknown: Unknown;
}

/**
 * The pairs worth comparing, sorted by name. Most of a stack's pairs have no event type or no subject in common, which
 * shows at once; only the others are asked where they deliver.
 */
export function* pairsToOnePlace(subscriptions: readonly SubscriptionSubject[]): Generator<OverlappingPair | OpenPair> {
  const sorted = [...subscriptions].sort((a, b) => (a.name < b.name ? -1 : 1)).map(prepare);
  for (const [index, a] of sorted.entries()) {
    for (const b of sorted.slice(index + 1)) {
      if (!mayMeet(a, b)) continue;
      const same = sameDestination(a.subscription, b.subscription);
      if (same === false) continue;
      const unknown = [same, a.subscription.filter.whole, b.subscription.filter.whole].find(isUnknown);
      if (unknown !== undefined) yield { kind: "open-pair", a: a.subscription, unknown };
      else if (a.filter !== undefined && b.filter !== undefined) {
        yield { kind: "pair", a: { ...a, filter: a.filter }, b: { ...b, filter: b.filter } };
      }
    }
  }
}

interface Prepared {
  readonly subscription: SubscriptionSubject;
  readonly filter: Filter | undefined;
  readonly written: string;
  /** Undefined: every type, or not known. */
  readonly types: ReadonlySet<string> | undefined;
  readonly prefix: string;
  readonly suffix: string;
  readonly admitted: AdmittedTexts | undefined;
  readonly schema: string | undefined;
}

function prepare(subscription: SubscriptionSubject): Prepared {
  const { eventTypes, subjectBeginsWith, subjectEndsWith, whole, advancedFilters } = subscription.filter;
  const plain = !isUnknown(advancedFilters) && advancedFilters.length === 0;
  return {
    subscription,
    filter: isUnknown(whole) ? undefined : whole,
    written: isUnknown(whole) ? "" : JSON.stringify([whole, schemaOf(subscription.deliverySchema).schema]),
    types: isUnknown(eventTypes) || eventTypes === "All" ? undefined : new Set(eventTypes),
    prefix: isUnknown(subjectBeginsWith) ? "" : subjectBeginsWith.toLowerCase(),
    suffix: isUnknown(subjectEndsWith) ? "" : subjectEndsWith.toLowerCase(),
    admitted: isUnknown(whole) ? undefined : admittedTexts(whole),
    schema: plain ? undefined : schemaOf(subscription.deliverySchema).schema,
  };
}

/** Generous: only what certainly has no event in common is omitted, and what is compared under two schemas. */
function mayMeet(a: Prepared, b: Prepared): boolean {
  if (!a.prefix.startsWith(b.prefix) && !b.prefix.startsWith(a.prefix)) return false;
  if (!a.suffix.endsWith(b.suffix) && !b.suffix.endsWith(a.suffix)) return false;
  if (a.schema !== undefined && b.schema !== undefined && a.schema !== b.schema) return false;
  if (a.admitted !== undefined && b.admitted !== undefined && excludeEachOther(a.admitted, b.admitted)) return false;
  if (a.types === undefined || b.types === undefined) return true;
  for (const type of a.types) if (b.types.has(type)) return true;
  return false;
}
