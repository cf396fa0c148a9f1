import type { DeliverySchema } from "../catalog/event.ts";
import { refusedFilter } from "../filter-rules/refused-filter.ts";
import { type FilterReceiver, indexReceivers, type ReceiverIndex } from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { comparableEventType, listedEventTypes } from "../filters/listed-event-types.ts";
import { isJsonObject } from "../json/json-object.ts";
import { isOfCommunicationServices } from "../subscription-set/attached-to.ts";
import { liesIn } from "../subscription-set/read-subscription.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { Topics } from "./topics.ts";

/** A subscription of head that may get an event. Its filter matches at least everything that the real one does. */
export interface PossibleReceiver extends FilterReceiver {
  readonly record: SubscriptionRecord;
  readonly deliverySchema: DeliverySchema;
}

/** Those of head that may get events of a subscription: some for certain, some perhaps. */
export interface Receivers {
  readonly certain: readonly PossibleReceiver[];
  readonly doubtful: readonly { readonly receiver: PossibleReceiver; readonly reason: string }[];
  /** Whether any subscription of head on its topic lists an event type, also one that gets none of these events. */
  readonly lists: (eventType: string) => boolean;
}

export interface ReceiversOptions {
  readonly topics: Topics;
  readonly assumptions: Assumptions | undefined;
  /** ISO date or time; without it nothing expires. */
  readonly today: string | undefined;
}

/** Answers, for a subscription of either side, who of `head` gets events that it matches. */
export function receiversOf(
  head: readonly SubscriptionRecord[],
  { topics, assumptions, today }: ReceiversOptions,
): (one: SubscriptionRecord) => Receivers {
  const possible = head.filter((record) => !isExpired(record, today)).map(possibleReceiver);
  const byTopic = new Map<string | undefined, ReceiverIndex<PossibleReceiver>>();
  const typesByTopic = new Map<string | undefined, ReadonlySet<string> | "All">();
  for (const [topic, its] of Map.groupBy(possible, ({ record }) => topics.keyOf(record))) {
    byTopic.set(topic, indexReceivers(its, assumptions));
    typesByTopic.set(topic, typesOf(its, assumptions));
  }
  const doubts = new Map<SubscriptionRecord, string | undefined>();
  const doubtOf = (record: SubscriptionRecord): string | undefined => {
    if (!doubts.has(record)) doubts.set(record, doubtAbout(record));
    return doubts.get(record);
  };
  return (one) => {
    const topic = topics.keyOf(one);
    const { filter } = possibleReceiver(one);
    const mayBeIts = (other: string | undefined) => topic === undefined || other === undefined || topic === other;
    const found = [...byTopic].flatMap(([other, index]) => {
      if (!mayBeIts(other)) return [];
      const isSure = topic !== undefined && other !== undefined;
      return index.overlapping(filter).map((receiver) => ({ receiver, isSure }));
    });
    const judged = found.map(({ receiver, isSure }) => ({
      receiver,
      reason: isSure ? doubtOf(receiver.record) : "nothing says which of the topics it belongs to",
    }));
    return {
      certain: judged.flatMap(({ receiver, reason }) => (reason === undefined ? [receiver] : [])),
      doubtful: judged.flatMap(({ receiver, reason }) => (reason === undefined ? [] : [{ receiver, reason }])),
      lists: (eventType) => {
        const name = comparableEventType(eventType, assumptions);
        return [...typesByTopic].some(([other, types]) => mayBeIts(other) && (types === "All" || types.has(name)));
      },
    };
  };
}

/** The event types that receivers list together; "All" where one gets every type. */
function typesOf(its: readonly PossibleReceiver[], assumptions: Assumptions | undefined): ReadonlySet<string> | "All" {
  const lists = its.map(({ filter }) => listedEventTypes(filter, assumptions));
  if (lists.includes("All")) return "All";
  return new Set(lists.flatMap((types) => (types === "All" ? [] : [...types])));
}

/** The subscription with a filter that matches at least what the real one does. */
export function possibleReceiver(record: SubscriptionRecord): PossibleReceiver {
  const known = receivers.get(record);
  if (known !== undefined) return known;
  const { eventDeliverySchema } = record;
  const deliverySchema = eventDeliverySchema === "CloudEventSchemaV1_0" ? eventDeliverySchema : "EventGridSchema";
  const receiver = { record, filter: widest(record), deliverySchema, source: communicationSource(record) } as const;
  receivers.set(record, receiver);
  return receiver;
}

/** The Communication Services resource whose events come, where the input says its whole id. */
export function communicationSource({ attachedTo }: SubscriptionRecord): string | undefined {
  const source = attachedTo?.source;
  return source?.startsWith("/subscriptions/") && isOfCommunicationServices(attachedTo) ? source : undefined;
}

const receivers = new WeakMap<SubscriptionRecord, PossibleReceiver>();

/** Whether all of the filter is known, so that the possible receiver has the very filter of the subscription. */
export function isWholeFilter(record: SubscriptionRecord): boolean {
  return possibleReceiver(record).filter === record.filter;
}

/** Hidden and unreadable parts were omitted when the filter was read; of a list, that makes the filter smaller. */
function widest({ filter, hidden, filterAsWritten }: SubscriptionRecord): Filter {
  const isHidden = (path: string): boolean =>
    hidden.some((one) => one.path.startsWith(path) || path.startsWith(`${one.path}.`));
  const isUnreadable = filterAsWritten !== undefined;
  const areTypesOpen = isHidden("filter.includedEventTypes") || (isUnreadable && !areTexts(filterAsWritten));
  const types = areTypesOpen ? ("All" as const) : filter.eventTypes;
  const conditions =
    isUnreadable || isHidden("filter.advancedFilters") || isHidden("filter.enableAdvancedFilteringOnArrays");
  if (types === filter.eventTypes && !conditions) return filter;
  return { ...filter, eventTypes: types, ...(conditions ? { advancedFilters: [] } : {}) };
}

/** Whether the event types of a filter could be read, whatever else could not. */
function areTexts(filterAsWritten: unknown): boolean {
  const types = isJsonObject(filterAsWritten) ? filterAsWritten["includedEventTypes"] : undefined;
  return Array.isArray(types) && types.every((type) => typeof type === "string");
}

/** Whether a subscription gets events at all. */
export function receives(one: SubscriptionRecord, today: string | undefined): boolean {
  return !isExpired(one, today) && one.pending !== true;
}

/** Whether Event Grid has removed the subscription by that day. */
export function isExpired({ expirationTimeUtc }: SubscriptionRecord, today: string | undefined): boolean {
  if (expirationTimeUtc === null || today === undefined) return false;
  const time = Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(expirationTimeUtc) ? expirationTimeUtc : `${expirationTimeUtc}Z`);
  return time <= Date.parse(today);
}

/** Why it is not certain that a subscription gets what its filter says; undefined where it is. */
function doubtAbout(record: SubscriptionRecord): string | undefined {
  if (record.pending === true) return "it is pending: its endpoint has no address yet";
  const idle = doubtAboutRunning(record) ?? filterUnseen(record);
  if (idle !== undefined) return idle;
  if (record.raw["provisioningState"] === "Succeeded") return undefined;
  const refused = refusedFilter(record.filter, possibleReceiver(record).deliverySchema);
  if (refused === undefined) return undefined;
  const { finding, isProven } = refused;
  return `${isProven ? "Azure refuses its filter" : "whether Azure takes its filter is not known"}: ${finding.message}`;
}

/** Why it is not certain that Azure runs a subscription at all, whatever its filter says. */
export function doubtAboutRunning({ hidden, expirationTimeUtc, raw }: SubscriptionRecord): string | undefined {
  if (hidden.some(({ path }) => path === "condition"))
    return "whether it is deployed depends on a condition that is not known";
  if (expirationTimeUtc !== null && Number.isNaN(Date.parse(expirationTimeUtc)))
    return "its expiration time cannot be read";
  const state = raw["provisioningState"];
  const isRunning = typeof state !== "string" || ["Succeeded", "Creating", "Updating"].includes(state);
  return isRunning ? undefined : `its state in Azure is ${state}`;
}

/** Why the filter of a subscription is not known; undefined where all of it can be read. */
export function filterUnseen({ hidden, filterAsWritten }: SubscriptionRecord): string | undefined {
  if (filterAsWritten !== undefined) return "a part of its filter cannot be read";
  const paths = hidden.filter(({ path }) => path === "filter" || liesIn(path, [{ path: "filter", why: "unknown" }]));
  if (paths.length === 0) return undefined;
  return `its filter cannot be seen: ${paths.map(({ path }) => path).join(", ")}`;
}
