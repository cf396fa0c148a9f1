import type { DeliverySchema } from "../catalog/event.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { assumedEventTypes, assumedSameTypes } from "./assumed-event-types.ts";
import type { Change, FilterChange, FindingDraft, Review, ReviewNote } from "./change.ts";
import { finding, reviewFindings } from "./change.ts";
import { checkFindings, nameTaken } from "./check-findings.ts";
import { type DescribedWith, described } from "./described-change.ts";
import { documented, documentedSide } from "./documented-side.ts";
import { typesByFamily, typesInShort } from "./event-families.ts";
import { filterChange, isRewritten, keysOf, neverMatches } from "./filter-change.ts";
import type { Hash } from "./fingerprint.ts";
import { hiddenChanges, hiddenNotes } from "./hidden-changes.ts";
import { lostToAll } from "./lost-to-all.ts";
import { identityOf, type Pair, pairsOf } from "./pairing.ts";
import {
  communicationSource,
  doubtAboutRunning,
  filterUnseen,
  type Receivers,
  receiversOf,
  receives,
} from "./receivers.ts";
import { filterAsReceived, receivingFindings, receivingOf } from "./receiving-change.ts";
import type { RenameOptions } from "./rename-order.ts";
import { type Renames, renamed, renames, whenRenamed } from "./renames.ts";
import { settingsChanges } from "./settings-change.ts";
import { duplicateDeliveries } from "./shared-endpoints.ts";
import { summaryOf } from "./summary.ts";
import { type Topics, topicsOf } from "./topics.ts";
import { isUnreadable, unreadableChange } from "./unreadable-filter.ts";

export interface CompareOptions extends RenameOptions {
  /** False where unchanged subscriptions may be missing on both sides: then nothing is said across subscriptions. */
  readonly complete?: boolean;
  /** By name, the paths that a preview says differ; it compares hidden values as well. Omitted where nothing says it. */
  readonly changedPaths?: ReadonlyMap<string, readonly string[]>;
  readonly assumptions?: Assumptions;
  /** What `check` finds in subscriptions that change is omitted. */
  readonly withoutCheck?: boolean;
  /** Gives each finding its fingerprint. */
  readonly hash?: Hash;
}

/** Compares two sets of subscriptions by what they mean, topic by topic. Names are compared without case, as Azure does. */
export function compareSubscriptions(
  base: readonly SubscriptionRecord[],
  head: readonly SubscriptionRecord[],
  options: CompareOptions = {},
): Review {
  const topics = topicsOf(base, head);
  const pairs = pairsOf(base, head, topics);
  const before = new Map(pairs.flatMap((pair) => (pair.base && pair.head ? [[pair.head, pair.base] as const] : [])));
  const { assumptions, today } = options;
  const renamedTo = renames(
    pairs.flatMap((pair) => (pair.head === undefined ? [pair.base] : [])),
    pairs.flatMap((pair) => (pair.base === undefined ? [pair.head] : [])),
    topics,
    assumptions,
  );
  const previous = (one: SubscriptionRecord) => {
    const was = before.get(one) ?? renamedTo.get(one);
    return was !== undefined && receivingOf(was, one, today).goesLive ? undefined : was;
  };
  const context: ReviewContext = {
    topics,
    renamed: renamedTo,
    receiversOf: receiversOf(head, { topics, assumptions, today }),
    duplicates: duplicateDeliveries({ head, before: previous, topics, assumptions, today }),
    described: { topics, hash: options.hash },
    named: Map.groupBy(head, (one) => identityOf(one, topics)),
    options,
  };
  const changes = pairs.flatMap((pair) => changesOf(pair, context)).toSorted(bySubscription);
  const listed = new Set(changes.map(({ subscription }) => subscription));
  const notes = [
    ...(options.complete === false ? [incomplete] : []),
    ...hiddenNotes(pairs, options.changedPaths),
    ...assumedSameTypes(pairs.filter((pair) => !listed.has((pair.head ?? pair.base).name))),
  ];
  return {
    schemaVersion: 1,
    changes,
    summary: summaryOf(changes, base.length, head.length),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

interface ReviewContext {
  readonly topics: Topics;
  readonly renamed: Renames;
  readonly receiversOf: (one: SubscriptionRecord) => Receivers;
  readonly duplicates: (one: SubscriptionRecord) => readonly FindingDraft[];
  readonly described: DescribedWith;
  /** Of head, by topic and name. */
  readonly named: ReadonlyMap<string, readonly SubscriptionRecord[]>;
  readonly options: CompareOptions;
}

const incomplete: ReviewNote = Object.freeze({
  id: "subscriptions-incomplete",
  level: reviewFindings["subscriptions-incomplete"],
  message:
    "Undecided: whether nobody receives an event any more, and whether an endpoint gets one twice, since what does not change is omitted. Give what `pulumi preview --json --show-sames` prints.",
});

function bySubscription(a: Change, b: Change): number {
  const [x, y] = [`${a.subscription}\n${a.topic ?? ""}`, `${b.subscription}\n${b.topic ?? ""}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

function changesOf(pair: Pair, context: ReviewContext): readonly Change[] {
  const { base, head } = pair;
  if (base !== undefined && head !== undefined) return change(base, head, context);
  if (base !== undefined) return [removal(base, context)];
  return head === undefined ? [] : [addition(head, context)];
}

function removal(one: SubscriptionRecord, context: ReviewContext): Change {
  const other = context.renamed.get(one);
  if (other !== undefined) {
    const filter: FilterChange = { relation: "same", lost: null, gained: null };
    return described(
      { base: one },
      "removed",
      filter,
      [renamed(one, other, "to", whenRenamed(other, context.options))],
      context.described,
      { to: other.name },
    );
  }
  const { assumptions, today } = context.options;
  const gotEvents = receives(one, today);
  // Of a filter that is not known, nothing is said of what it matched; what receives nothing loses nothing.
  const lost = filterUnseen(one) === undefined && gotEvents ? documentedSide(one, [], assumptions) : undefined;
  const filter: FilterChange = {
    relation: "narrowed",
    lost: lost?.event ?? null,
    gained: null,
    ...(lost === undefined && gotEvents ? {} : documented(lost, undefined)),
    ...keysOf(one),
  };
  const { findings, still } = lostToAll(one, undefined, context);
  const endpoint = endpointName(one);
  const message = !gotEvents
    ? `The subscription is removed; it ${one.pending === true ? "was pending" : "had expired"} and got no events.`
    : still === undefined
      ? `The subscription is removed; ${endpoint} no longer gets these events by it.`
      : "The subscription is removed.";
  const assumed = gotEvents ? assumedEventTypes([one]) : [];
  const removed = {
    ...finding("subscription-removed", message, [one.filter, endpoint]),
    ...proofOf(still === undefined ? lost?.event : undefined),
  };
  return described(
    { base: one },
    "removed",
    { ...filter, ...still },
    [removed, ...findings, ...assumed],
    context.described,
  );
}

function addition(one: SubscriptionRecord, context: ReviewContext): Change {
  const other = context.renamed.get(one);
  if (other !== undefined) return renamedChange(other, one, context);
  const { options } = context;
  const gained = isUnreadable(one) ? undefined : documentedSide(one, [], options.assumptions);
  const filter: FilterChange = {
    relation: "widened",
    lost: null,
    gained: gained?.event ?? null,
    ...documented(undefined, gained),
    ...keysOf(one),
  };
  const endpoint = endpointName(one);
  const findings = [
    {
      ...finding("subscription-added", addedWords(one, options.today), [one.filter, endpoint]),
      ...proofOf(gained?.event),
    },
    ...assumedEventTypes([one]),
    ...neverMatches(one, setOptions(one, options)),
    ...twice(one, context),
    ...checked(undefined, one, context),
    ...takenName(one, context),
  ];
  return described({ head: one }, "added", filter, findings, context.described);
}

function addedWords(one: SubscriptionRecord, today: string | undefined): string {
  const endpoint = endpointName(one);
  if (one.pending === true)
    return `The subscription is new and pending; ${endpoint} gets these events once it has an address.`;
  return receives(one, today)
    ? `The subscription is new; ${endpoint} gets these events.`
    : `The subscription is new and has expired already; ${endpoint} gets no events by it.`;
}

function change(base: SubscriptionRecord, head: SubscriptionRecord, context: ReviewContext): readonly Change[] {
  const { filter, findings, isChanged } = compared(base, head, context);
  return isChanged ? [described({ base, head }, "changed", filter, findings, context.described)] : [];
}

/** What a renamed subscription means is said once, of its new name. */
function renamedChange(base: SubscriptionRecord, head: SubscriptionRecord, context: ReviewContext): Change {
  const { filter, findings } = compared(base, head, context);
  const isIdle = [base, head].some((one) => !receives(one, context.options.today));
  const when = whenRenamed(head, context.options);
  const all = [renamed(head, base, "from", when), ...findings, ...takenName(head, context)];
  return described({ head }, "added", filter, all, context.described, {
    from: base.name,
    ...(isIdle ? { idle: true } : {}),
    ...(when.order === "create-first" ? {} : { order: when.order }),
  });
}

/** How a subscription that is there on both sides changes. */
function compared(base: SubscriptionRecord, head: SubscriptionRecord, context: ReviewContext) {
  const { options } = context;
  const hidden = hiddenChanges(base, head, options.changedPaths?.get(head.name));
  const settings = [...settingsChanges(base, head), ...hidden.findings];
  // Event types are a set: another order is not a change, not even of the text.
  const textual = isRewritten(base, head);
  const unseen = hidden.filter ?? unreadableChange(base, head);
  const receiving = receivingOf(base, head, options.today);
  const { hasStopped, goesLive } = receiving;
  if (!textual && settings.length === 0 && unseen === undefined && !hasStopped && !goesLive) {
    return { filter: { relation: "same", lost: null, gained: null } as const, findings: [], isChanged: false };
  }
  const sets = { ...setOptions(head, options), source: sameSource(base, head) };
  const { filter: asWritten, findings, loss } = filterChange(base, head, sets, unseen, receiving);
  const filter = filterAsReceived(base, head, asWritten, receiving, options.assumptions);
  const isMoved = settings.some(({ id }) => id === "destination-changed");
  const isOpen = filter.relation === "undecided" || filter.documented?.lost === "undecided";
  const isIdleNow = doubtAboutRunning(base) === undefined && doubtAboutRunning(head) !== undefined;
  const mayLose = filter.lost !== null || unseen !== undefined || isOpen || isIdleNow;
  const { findings: lost, still } = mayLose
    ? lostToAll(base, head, context, hasStopped ? undefined : loss)
    : { findings: [], still: undefined };
  const mayGain = filter.gained !== null || isMoved || filter.relation === "undecided";
  return {
    filter: { ...filter, ...still },
    findings: [
      ...findings.map((one) => withoutList(one, lost)),
      ...settings,
      ...receivingFindings(head, receiving, filter),
      ...lost,
      ...(textual || hasStopped || goesLive ? assumedEventTypes([base, head]) : []),
      ...(textual && unseen === undefined ? neverMatches(head, sets) : []),
      ...(mayGain ? twice(head, context) : []),
      ...checked(base, head, context),
    ],
    isChanged: true,
  };
}

/** A long list of event types is in one finding of a subscription only: the one about events that nobody receives. */
function withoutList(one: FindingDraft, lost: readonly FindingDraft[]): FindingDraft {
  const { eventTypes = [], message } = one;
  const isListed = lost.some((other) => other.id === "events-unreceived" && (other.eventTypes?.length ?? 0) > 6);
  if (!isListed || eventTypes.length <= 6) return one;
  return { ...one, message: message.replace(typesByFamily(eventTypes), typesInShort(eventTypes)) };
}

function twice(one: SubscriptionRecord, { duplicates, options }: ReviewContext): readonly FindingDraft[] {
  return options.complete === false ? [] : duplicates(one);
}

function checked(
  base: SubscriptionRecord | undefined,
  head: SubscriptionRecord,
  { options: { withoutCheck, today } }: ReviewContext,
): readonly FindingDraft[] {
  return withoutCheck === true ? [] : checkFindings(base, head, today);
}

function takenName(one: SubscriptionRecord, { named, topics }: ReviewContext): readonly FindingDraft[] {
  return nameTaken(one, named.get(identityOf(one, topics)) ?? []);
}

/** Between two environments, it is another resource. */
function sameSource(base: SubscriptionRecord, head: SubscriptionRecord): string | undefined {
  const source = communicationSource(head);
  return source?.toLowerCase() === communicationSource(base)?.toLowerCase() ? source : undefined;
}

function proofOf(event: FindingDraft["event"]) {
  return event === undefined ? {} : { event };
}

function setOptions({ eventDeliverySchema }: SubscriptionRecord, { assumptions }: CompareOptions) {
  const schema: DeliverySchema =
    eventDeliverySchema === "CloudEventSchemaV1_0" ? eventDeliverySchema : "EventGridSchema";
  return { schema, ...(assumptions === undefined ? {} : { assumptions }) };
}
