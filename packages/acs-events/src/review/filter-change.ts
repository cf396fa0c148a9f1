import type { Event } from "../catalog/event.ts";
import { contradiction, type EventTypeAnswer, filterRelation, type SetOptions } from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { renderFilter } from "../filters/azure-json/index.ts";
import type { Filter } from "../filters/filter.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { type FilterChange, type FindingDraft, finding } from "./change.ts";
import { documented, documentedSide, type Side, sideOf } from "./documented-side.ts";
import { envelopeKeys } from "./envelope-keys.ts";
import { askedKeys, filterDifferences } from "./filter-differences.ts";
import { relationMessage } from "./filter-wording.ts";
import { examplesOfLoss } from "./loss-kinds.ts";
import { isWholeFilter, possibleReceiver } from "./receivers.ts";
import type { Receiving } from "./receiving-change.ts";
import type { OwnLoss } from "./unreceived.ts";

/** What a subscription of both sides matches before and after; `unseen` says why one of the filters cannot be seen. */
export function filterChange(
  base: SubscriptionRecord,
  head: SubscriptionRecord,
  options: SetOptions,
  unseen: string | undefined,
  receiving: Pick<Receiving, "notBefore" | "notNow">,
): { readonly filter: FilterChange; readonly findings: readonly FindingDraft[]; readonly loss?: OwnLoss } {
  const about = [base.filter, head.filter];
  const textual = isRewritten(base, head);
  const keys = changedKeys(base, head);
  const undecided = unseen ?? (keys === undefined ? undefined : `${keys} in the other delivery schema`);
  if (undecided !== undefined) {
    const filter: FilterChange = {
      relation: "undecided",
      lost: null,
      gained: null,
      // Of a filter that cannot be seen, what is gone and what is hidden look alike.
      ...(unseen === undefined ? differencesOf(base, head) : {}),
    };
    const meaning =
      keys === undefined
        ? []
        : [
            finding(
              "filter-keys-change-meaning",
              `${keys} in ${head.eventDeliverySchema}: the filter has to name the keys of the schema in which events arrive.`,
              [about, base.eventDeliverySchema, head.eventDeliverySchema],
            ),
          ];
    const idle = receiving.notBefore !== undefined;
    const message = idle
      ? relationMessage("undecided", { ...nothingAsked, reason: undecided, ...receiving })
      : `How the filter changes is not decided: ${undecided}. Look at it by hand.`;
    return { filter, findings: [finding("filter-undecided", message, about), ...meaning] };
  }
  const { relation, lost, gained, undocumented, decidedBy, reason, lostByType, gainedByType } = filterRelation(
    base.filter,
    head.filter,
    options,
  );
  const [asksLost, asksGained] = [loses[relation], gains[relation]];
  const isSeen = isWholeFilter(base) && isWholeFilter(head) && base.eventDeliverySchema === head.eventDeliverySchema;
  const side = (one: SubscriptionRecord, other: SubscriptionRecord, known: readonly EventTypeAnswer[]): Side =>
    isSeen && isDecided(known) ? sideOf(known) : documentedSide(one, [other], options.assumptions);
  const lostSide = asksLost ? side(base, head, lostByType) : undefined;
  const gainedSide = asksGained ? side(head, base, gainedByType) : undefined;
  const examples = lostSide === undefined ? [] : examplesIn(base, head, lostSide, options.assumptions);
  const lostEvent = examples[0]?.event ?? lostSide?.event ?? lost;
  const gainedEvent = gainedSide?.event ?? gained;
  const unsent = [
    ...(isUnsent(lostSide, lostEvent, undocumented.includes("lost")) ? (["lost"] as const) : []),
    ...(isUnsent(gainedSide, gainedEvent, undocumented.includes("gained")) ? (["gained"] as const) : []),
  ];
  const filter: FilterChange = {
    relation,
    lost: lostEvent ?? null,
    gained: gainedEvent ?? null,
    ...(unsent.length === 0 ? {} : { undocumented: unsent }),
    ...(decidedBy.length === 0 ? {} : { decidedBy }),
    ...(lostSide === undefined && gainedSide === undefined ? {} : documented(lostSide, gainedSide)),
    ...(textual ? differencesOf(base, head) : {}),
    ...(relation === "same" ? {} : keysOf(base, head)),
  };
  const loss = lostSide === undefined ? {} : { loss: { answers: lostSide.answers, examples } };
  if (!textual) return { filter, findings: [], ...loss };
  const said = relationMessage(relation, { lost: lostSide, gained: gainedSide, decidedBy, reason, ...receiving });
  if (receiving.notBefore !== undefined || receiving.notNow !== undefined) {
    return { filter, findings: [finding(`filter-${relation}` as const, said, about)] };
  }
  const proof = lostSide?.answer === "some" ? lostEvent : relation === "widened" ? gainedEvent : undefined;
  const draft = {
    ...finding(`filter-${relation}` as const, said, about),
    ...(lostSide === undefined || lostSide.types.length === 0 ? {} : { eventTypes: lostSide.types }),
    ...(proof === undefined ? {} : { event: proof }),
    ...(examples.length === 0 ? {} : { examples }),
  };
  return { filter, findings: [draft], ...loss };
}

/** Whether the relation decided it for every type; the question alone has a budget of its own. */
function isDecided(answers: readonly EventTypeAnswer[]): boolean {
  return answers.length > 0 && answers.every(({ answer }) => answer !== "undecided");
}

const nothingAsked = { lost: undefined, gained: undefined, decidedBy: [] } as const;

const loses = {
  same: false,
  widened: false,
  narrowed: true,
  overlapping: true,
  disjoint: true,
  undecided: true,
} as const;
const gains = {
  same: false,
  widened: true,
  narrowed: false,
  overlapping: true,
  disjoint: true,
  undecided: true,
} as const;

function isUnsent(side: Side | undefined, event: Event | undefined, undocumented: boolean): boolean {
  return event !== undefined && side?.answer !== "some" && undocumented;
}

function examplesIn(
  base: SubscriptionRecord,
  head: SubscriptionRecord,
  side: Side,
  assumptions: Assumptions | undefined,
) {
  const [eventType] = side.types;
  if (eventType === undefined) return [];
  const after = possibleReceiver(head);
  return examplesOfLoss({ before: possibleReceiver(base), after }, { eventType, others: [after], assumptions });
}

function differencesOf(base: SubscriptionRecord, head: SubscriptionRecord): Pick<FilterChange, "differences"> {
  const differences = filterDifferences(base.filter, head.filter);
  return differences.length === 0 ? {} : { differences };
}

/** The keys that the filters ask for, where there are any. */
export function keysOf(...records: readonly SubscriptionRecord[]): Pick<FilterChange, "keys"> {
  const keys = askedKeys(...records.map(({ filter }) => filter));
  return keys.length === 0 ? {} : { keys };
}

/** Whether the filter differs in what goes to Azure; the order of event types and an empty list for none are no difference. */
export function isRewritten(base: SubscriptionRecord, head: SubscriptionRecord): boolean {
  const written = ({ filter }: SubscriptionRecord) =>
    JSON.stringify(renderFilter(withoutEmptyList(filter)), (_, value: unknown) =>
      typeof value === "bigint" ? `${value}n` : value,
    );
  return written(base) !== written(head);
}

function withoutEmptyList(filter: Filter): Filter {
  return filter.eventTypes.length === 0 ? { ...filter, eventTypes: "All" } : filter;
}

/** `eventType is called type`, …; undefined where the delivery schema stays, or no filter depends on it. */
function changedKeys(base: SubscriptionRecord, head: SubscriptionRecord): string | undefined {
  if (base.eventDeliverySchema === head.eventDeliverySchema) return undefined;
  const keys = new Map([base, head].flatMap((one) => envelopeKeys(one.filter)).map(({ key, other }) => [key, other]));
  if (keys.size === 0) return undefined;
  const said = [...keys].map(([key, other]) => `${key} ${other === null ? "has no such name" : `is called ${other}`}`);
  return said.join(", ");
}

/** Whether the filter of a new or changed subscription can match anything. */
export function neverMatches(one: SubscriptionRecord, options: SetOptions): readonly FindingDraft[] {
  const found = contradiction(one.filter, { ...options, universe: "documented-events" });
  if (found === undefined) return [];
  const paths = found.paths.join(" and ");
  const message =
    found.universe === "every-event"
      ? `The filter can match nothing: ${found.paths.length === 1 ? `${paths} contradicts itself` : `${paths} contradict each other`}.`
      : `The filter matches nothing that Communication Services is documented to send: see ${paths}.`;
  return [finding("filter-never-matches", message, [one.filter])];
}
