import type { DeliverySchema, Event } from "../catalog/event.ts";
import { difference } from "../filter-sets/index.ts";
import type { Semantics } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { Change, FilterChange, FindingDraft, Review, ReviewNote, Route } from "./change.ts";
import { finding, reviewFindings } from "./change.ts";
import { filterChange, isRewritten, neverMatches } from "./filter-change.ts";
import { type Hash, ofSubscription } from "./fingerprint.ts";
import { hiddenChanges, hiddenNotes } from "./hidden-changes.ts";
import { renames } from "./renames.ts";
import { settingsChanges } from "./settings-change.ts";
import { repeats, unreceived } from "./shared-endpoints.ts";
import { summaryOf } from "./summary.ts";
import { isUnreadable, unreadableChange } from "./unreadable-filter.ts";

export interface CompareOptions {
  /** False where unchanged subscriptions may be missing on both sides: then nothing is said across subscriptions. */
  readonly complete?: boolean;
  /** By name, the paths that a preview says differ; it compares hidden values as well. Left out where nothing says it. */
  readonly changedPaths?: ReadonlyMap<string, readonly string[]>;
  readonly semantics?: Semantics;
  /** Gives each finding its fingerprint. */
  readonly hash?: Hash;
}

/** Compares two sets of subscriptions by what they mean. Names are compared without case, as Azure does. */
export function compareSubscriptions(
  base: readonly SubscriptionRecord[],
  head: readonly SubscriptionRecord[],
  options: CompareOptions = {},
): Review {
  const before = byName(base);
  const after = byName(head);
  const renamed = renames(
    base.filter(({ name }) => !after.has(name.toLowerCase())),
    head.filter(({ name }) => !before.has(name.toLowerCase())),
  );
  const surroundings: Surroundings = {
    base,
    head,
    renamed,
    before: ({ name }) => before.get(name.toLowerCase()) ?? before.get((renamed.get(name) ?? "").toLowerCase()),
    options,
  };
  const changes = [
    ...base.flatMap((one) => {
      const now = after.get(one.name.toLowerCase());
      return now === undefined ? [removal(one, surroundings)] : change(one, now, surroundings);
    }),
    ...head.filter(({ name }) => !before.has(name.toLowerCase())).map((one) => addition(one, surroundings)),
  ];
  const sorted = changes.sort((a, b) =>
    a.subscription < b.subscription ? -1 : a.subscription > b.subscription ? 1 : 0,
  );
  const notes = [
    ...(options.complete === false ? [incomplete] : []),
    ...hiddenNotes(base, after, options.changedPaths),
  ];
  return {
    schemaVersion: 1,
    changes: sorted,
    summary: summaryOf(sorted, base.length, head.length),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

interface Surroundings {
  readonly base: readonly SubscriptionRecord[];
  readonly head: readonly SubscriptionRecord[];
  /** From a name to the name that it looks to have been given, both ways. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What a subscription of head was in base. */
  readonly before: (one: SubscriptionRecord) => SubscriptionRecord | undefined;
  readonly options: CompareOptions;
}

const incomplete: ReviewNote = Object.freeze({
  id: "subscriptions-incomplete",
  level: reviewFindings["subscriptions-incomplete"],
  message:
    "Undecided: whether nobody receives an event any more, and whether an endpoint gets one twice, since what does not change is left out. Give what `pulumi preview --json --show-sames` prints.",
});

const nothing: Filter = Object.freeze({
  kind: "filter",
  eventTypes: Object.freeze([]),
  subjectBeginsWith: "",
  subjectEndsWith: "",
  isSubjectCaseSensitive: false,
  enableAdvancedFilteringOnArrays: false,
  advancedFilters: Object.freeze([{ operatorType: "StringIn" as const, key: "id", values: Object.freeze([]) }]),
});

function removal(one: SubscriptionRecord, surroundings: Surroundings): Change {
  const renamed = surroundings.renamed.get(one.name);
  const lost = isUnreadable(one) ? undefined : difference(one.filter, nothing, setOptions(one, surroundings));
  const filter: FilterChange = {
    relation: "narrowed",
    lost: lost?.kind === "found" ? lost.value.event : null,
    gained: null,
    ...(lost?.kind === "found" && !lost.value.documented ? { undocumented: ["lost"] } : {}),
  };
  const findings = [
    renamed === undefined
      ? finding(
          "subscription-removed",
          `The subscription is removed; ${endpointName(one)} no longer gets these events by it.`,
          [one.filter, endpointName(one)],
        )
      : finding(
          "subscription-renamed",
          `It looks renamed to ${renamed}: Azure deletes this one and creates the other; events in between are lost.`,
          [renamed],
        ),
    ...lostToAll(one, null, surroundings),
  ];
  return described({ base: one }, "removed", filter, findings, surroundings);
}

function addition(one: SubscriptionRecord, surroundings: Surroundings): Change {
  const renamed = surroundings.renamed.get(one.name);
  const gained = isUnreadable(one) ? undefined : difference(one.filter, nothing, setOptions(one, surroundings));
  const filter: FilterChange = {
    relation: "widened",
    lost: null,
    gained: gained?.kind === "found" ? gained.value.event : null,
    ...(gained?.kind === "found" && !gained.value.documented ? { undocumented: ["gained"] } : {}),
  };
  const findings = [
    renamed === undefined
      ? finding("subscription-added", `The subscription is new; ${endpointName(one)} gets these events.`, [
          one.filter,
          endpointName(one),
        ])
      : finding(
          "subscription-renamed",
          `It looks renamed from ${renamed}: Azure deletes that one and creates this one; events in between are lost.`,
          [renamed],
        ),
    ...neverMatches(one, setOptions(one, surroundings)),
    ...twice(one, filter.gained, surroundings),
  ];
  return described({ head: one }, "added", filter, findings, surroundings);
}

function change(base: SubscriptionRecord, head: SubscriptionRecord, surroundings: Surroundings): Change[] {
  const hidden = hiddenChanges(base, head, surroundings.options.changedPaths?.get(head.name));
  const settings = [...settingsChanges(base, head), ...hidden.findings];
  // Event types are a set: the order in which they stand is not even a change of text.
  const textual = isRewritten(base, head);
  const unseen = hidden.filter ?? unreadableChange(base, head);
  if (!textual && settings.length === 0 && unseen === undefined) return [];
  const options = setOptions(head, surroundings);
  const { filter, findings } = filterChange(base, head, options, unseen);
  const isMoved = settings.some(({ id }) => id === "destination-changed");
  return [
    described(
      { base, head },
      "changed",
      filter,
      [
        ...findings,
        ...settings,
        ...(filter.lost === null ? [] : lostToAll(base, head.filter, surroundings)),
        ...(textual && unseen === undefined ? neverMatches(head, options) : []),
        ...(filter.gained === null && !isMoved ? [] : twice(head, filter.gained, surroundings)),
      ],
      surroundings,
    ),
  ];
}

function lostToAll(one: SubscriptionRecord, now: Filter | null, { head, options }: Surroundings) {
  return options.complete === false ? [] : unreceived(one, now, head, setOptions(one, { options }));
}

function twice(one: SubscriptionRecord, gained: Event | null, { base, head, before, options }: Surroundings) {
  return options.complete === false ? [] : repeats(one, gained, { base, head, before }, setOptions(one, { options }));
}

function setOptions({ eventDeliverySchema }: SubscriptionRecord, { options }: Pick<Surroundings, "options">) {
  const schema: DeliverySchema =
    eventDeliverySchema === "CloudEventSchemaV1_0" ? eventDeliverySchema : "EventGridSchema";
  return { schema, ...(options.semantics === undefined ? {} : { semantics: options.semantics }) };
}

type Sides =
  | { readonly base: SubscriptionRecord; readonly head?: undefined }
  | { readonly base?: SubscriptionRecord; readonly head: SubscriptionRecord };

function described(
  sides: Sides,
  kind: Change["kind"],
  filter: FilterChange,
  findings: readonly FindingDraft[],
  { options: { hash } }: Pick<Surroundings, "options">,
): Change {
  const one = sides.head === undefined ? sides.base : sides.head;
  const grave = ["error", "warning", "info"];
  return {
    subscription: one.name,
    kind,
    ...(one.team === undefined ? {} : { team: one.team }),
    ...(one.owner === undefined ? {} : { owner: one.owner }),
    filter,
    routes: { base: routeOf(sides.base), head: routeOf(sides.head) },
    findings: findings
      .toSorted((a, b) => grave.indexOf(a.level) - grave.indexOf(b.level))
      .map((draft) => ofSubscription(draft, one.name, hash)),
    ...(one.declaredAt === undefined ? {} : { declaredAt: one.declaredAt }),
  };
}

function routeOf(one: SubscriptionRecord | undefined): Route | null {
  return one === undefined ? null : { eventTypes: one.filter.eventTypes, endpoint: endpointName(one) };
}

function byName(records: readonly SubscriptionRecord[]): ReadonlyMap<string, SubscriptionRecord> {
  return new Map(records.map((one) => [one.name.toLowerCase(), one]));
}
