import type { Event } from "../catalog/event.ts";
import { isCloudEvent } from "../catalog/event.ts";
import { isEventType } from "../catalog/event-types.ts";
import {
  covers,
  differenceOfUnion,
  isEmpty,
  type Outcome,
  overlaps,
  type SetOptions,
  type Witness,
} from "../filter-sets/index.ts";
import { defaultSemantics } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { compileFilter } from "../filters/match/matches.ts";
import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { type FindingDraft, finding } from "./change.ts";
import { understandAlike } from "./envelope-keys.ts";
import { sameEndpoint } from "./same-endpoint.ts";

/** More event types than this are not named one by one. */
const mostTypes = 6;

/**
 * What `one`, of base, let through and nobody lets through any more: whole event types, and parts of others. About events
 * that Communication Services is documented to send, so that mending a filter that never matched loses nothing; about
 * every event where the type is not in the catalog.
 */
export function unreceived(
  one: SubscriptionRecord,
  now: Filter | null,
  head: readonly SubscriptionRecord[],
  options: SetOptions,
): readonly FindingDraft[] {
  const others = head.filter((other) => shareTypes(other.filter, one.filter));
  const whole = typesOf(one.filter).filter(
    (type) =>
      !others.some(({ filter }) => filter.eventTypes === "All" || filter.eventTypes.includes(type)) &&
      isEmpty(only(one.filter, [type]), { ...options, ...universeOf(type) }).answer !== "yes",
  );
  const rest =
    one.filter.eventTypes === "All"
      ? one.filter
      : only(
          one.filter,
          one.filter.eventTypes.filter((type) => !whole.includes(type)),
        );
  const types = whole.length > mostTypes ? `${whole.length} event types` : listed(whole.map(shortType));
  const ofTypes =
    whole.length === 0 ? [] : [finding("events-unreceived", `Nobody receives ${types} any more.`, [whole])];
  return rest.eventTypes.length === 0
    ? ofTypes
    : [...ofTypes, ...ofParts({ ...one, filter: rest }, now, others, options)];
}

function ofParts(
  one: SubscriptionRecord,
  now: Filter | null,
  others: readonly SubscriptionRecord[],
  options: SetOptions,
): FindingDraft[] {
  const [alike, apart] = [true, false].map((is) => others.filter((other) => understandAlike(one, other) === is));
  const left = leftOver(
    one.filter,
    (alike ?? []).map(({ filter }) => filter),
    options,
  );
  if (left.kind === "none") return [];
  const open = left.kind === "undecided" ? left.reason : undecidedBy(apart ?? []);
  if (open !== undefined || left.kind !== "found") {
    const message = `Whether somebody still receives all that this one let through could not be decided: ${open}. Look at it by hand.`;
    return [finding("events-unreceived-undecided", message, [one.filter, now])];
  }
  const { event } = left.value;
  const message = `Nobody receives these any more: ${shortType(typeOf(event))} with the subject ${event.subject ?? "(none)"}, for example.`;
  return [finding("events-unreceived", message, [one.filter, now])];
}

function undecidedBy([first]: readonly SubscriptionRecord[]): string | undefined {
  return first && `the filter of ${first.name} is on a key of the envelope, and it gets another delivery schema`;
}

/** An event of the documented ones, of a type that is not in the catalog, or one that may be documented. */
function leftOver(filter: Filter, others: readonly Filter[], options: SetOptions): Outcome<Witness> {
  const documented = differenceOfUnion([filter], others, { ...options, universe: "documented-events" });
  if (documented.kind === "found") return documented;
  const strange = only(
    filter,
    typesOf(filter).filter((type) => !isEventType(type)),
  );
  if (documented.kind === "undecided") return differenceOfUnion([filter], others, options);
  return strange.eventTypes.length === 0 ? documented : differenceOfUnion([strange], others, options);
}

/** How subscriptions of one endpoint stand to each other, as far as the change made it so. */
export interface Neighbourhood {
  readonly base: readonly SubscriptionRecord[];
  readonly head: readonly SubscriptionRecord[];
  /** What a subscription of head was in base; undefined for a new one. */
  readonly before: (one: SubscriptionRecord) => SubscriptionRecord | undefined;
}

/** Events that now reach one endpoint twice, by `one` and by another; `gained` is an event that `one` lets through anew. */
export function repeats(
  one: SubscriptionRecord,
  gained: Event | null,
  { head, before }: Neighbourhood,
  options: SetOptions,
): readonly FindingDraft[] {
  const endpoint = endpointName(one);
  return head
    .filter((other) => other.name !== one.name && sameEndpoint(one, other) && understandAlike(one, other))
    .flatMap((other): FindingDraft[] => {
      const how = meeting(one, other, options);
      if (how === "apart") return [];
      const [was, otherWas] = [before(one), before(other)];
      const wasHow =
        was === undefined || otherWas === undefined || !sameEndpoint(was, otherWas)
          ? "apart"
          : meeting(was, otherWas, options);
      const isMore = gained !== null && compileFilter(other.filter, defaultSemantics, options.schema)(gained);
      if (wasHow === how && !isMore) return [];
      if (isToldByOther(how, was === undefined, otherWas === undefined, one.name > other.name)) return [];
      if (how === "some") {
        const message = `${endpoint} gets some events twice, by this subscription and by ${other.name}.`;
        return [finding("same-event-twice", message, [other.name])];
      }
      const message =
        how === "inside"
          ? `Everything that it lets through reaches ${endpoint} by ${other.name} too, so that each such event arrives twice.`
          : `Everything that ${other.name} lets through reaches ${endpoint} by this subscription too, so that each such event arrives twice.`;
      return [finding("subscription-shadowed", message, [other.name, how])];
    });
}

/** A pair is told once: by the new one of two; of two new ones by the inner (both, where they are equal), else by the later name. */
function isToldByOther(how: Meeting, isNew: boolean, otherIsNew: boolean, isLater: boolean): boolean {
  if (!otherIsNew) return false;
  if (!isNew || how === "around") return true;
  return !isLater && how !== "inside";
}

/** `inside`: all that `one` lets through, `other` does; `around`: the reverse. */
type Meeting = "apart" | "some" | "inside" | "around";

function meeting(one: SubscriptionRecord, other: SubscriptionRecord, options: SetOptions): Meeting {
  if (!shareTypes(one.filter, other.filter)) return "apart";
  const { answer, witness } = overlaps(one.filter, other.filter, options);
  if (answer !== "yes" || witness === undefined) return "apart";
  if (!witness.documented && isEventType(typeOf(witness.event))) return "apart";
  if (covers(other.filter, one.filter, options).answer === "yes") return "inside";
  return covers(one.filter, other.filter, options).answer === "yes" ? "around" : "some";
}

function shareTypes(a: Filter, b: Filter): boolean {
  if (a.eventTypes === "All" || b.eventTypes === "All") return true;
  const types = b.eventTypes;
  return a.eventTypes.some((type) => types.includes(type));
}

function only(filter: Filter, eventTypes: readonly string[]): Filter {
  return { ...filter, eventTypes };
}

function universeOf(type: string) {
  return isEventType(type) ? ({ universe: "documented-events" } as const) : {};
}

function typesOf({ eventTypes }: Filter): readonly string[] {
  return eventTypes === "All" ? [] : eventTypes;
}

function typeOf(event: Event): string {
  return isCloudEvent(event) ? event.type : event.eventType;
}

function shortType(type: string): string {
  return type.replace("Microsoft.Communication.", "");
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
