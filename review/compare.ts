import type { DeliverySchema } from "../infra/catalog/event.ts";
import { renderFilter } from "../infra/filters/arm/index.ts";
import type { Filter } from "../infra/filters/filter.ts";
import type { Semantics } from "../infra/filters/semantics.ts";
import { contradiction, difference, differenceOfUnion, filterRelation } from "../infra/filters/sets/index.ts";
import { endpointName } from "../infra/subscriptions/endpoint-name.ts";
import type { SubscriptionRecord } from "../infra/subscriptions/subscription-record.ts";
import type { Change, FilterChange, FindingDraft, Review, Route } from "./change.ts";
import { finding } from "./change.ts";
import { sameEventTwice } from "./duplicates.ts";
import { type Hash, ofSubscription } from "./fingerprint.ts";
import { renames } from "./renames.ts";
import { settingsChanges } from "./settings-change.ts";
import { summaryOf } from "./summary.ts";

export interface CompareOptions {
  /** False where unchanged subscriptions may be missing on both sides: then nothing is said across subscriptions. */
  readonly complete?: boolean;
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
  const surroundings: Surroundings = { base, head, renamed, options };
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
  return { schemaVersion: 1, changes: sorted, summary: summaryOf(sorted, base.length, head.length) };
}

interface Surroundings {
  readonly base: readonly SubscriptionRecord[];
  readonly head: readonly SubscriptionRecord[];
  /** From a name to the name that it looks to have been given, both ways. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly options: CompareOptions;
}

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
  const lost = difference(one.filter, nothing, setOptions(one, surroundings));
  const filter: FilterChange = {
    relation: "narrowed",
    lost: lost.kind === "found" ? lost.value.event : null,
    gained: null,
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
    ...unreceived(one, null, surroundings),
  ];
  return described({ base: one }, "removed", filter, findings, surroundings);
}

function addition(one: SubscriptionRecord, surroundings: Surroundings): Change {
  const renamed = surroundings.renamed.get(one.name);
  const gained = difference(one.filter, nothing, setOptions(one, surroundings));
  const filter: FilterChange = {
    relation: "widened",
    lost: null,
    gained: gained.kind === "found" ? gained.value.event : null,
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
    ...neverMatches(one, surroundings),
    ...duplicates(one, surroundings),
  ];
  return described({ head: one }, "added", filter, findings, surroundings);
}

function change(base: SubscriptionRecord, head: SubscriptionRecord, surroundings: Surroundings): Change[] {
  const settings = settingsChanges(base, head);
  const schema = setOptions(head, surroundings);
  // Event types are a set: the order in which they stand is not even a change of text.
  const textual = JSON.stringify(renderFilter(base.filter)) !== JSON.stringify(renderFilter(head.filter));
  if (!textual && settings.length === 0) return [];
  const relation = filterRelation(base.filter, head.filter, schema);
  const filter: FilterChange = {
    relation: relation.relation,
    lost: relation.lost ?? null,
    gained: relation.gained ?? null,
    ...(relation.decidedBy.length === 0 ? {} : { decidedBy: relation.decidedBy }),
  };
  const findings = [
    ...(textual ? [relationFinding(filter, relation.reason, [base.filter, head.filter])] : []),
    ...settings,
    ...(filter.lost === null ? [] : unreceived(base, head.filter, surroundings)),
    ...(textual
      ? [...neverMatches(head, surroundings), ...(filter.gained === null ? [] : duplicates(head, surroundings))]
      : []),
  ];
  return [described({ base, head }, "changed", filter, findings, surroundings)];
}

function relationFinding(
  { relation, decidedBy }: FilterChange,
  reason: string | undefined,
  about: readonly [Filter, Filter],
): FindingDraft {
  const rests =
    decidedBy === undefined
      ? ""
      : ` This rests on what is assumed where the documentation is silent: ${decidedBy.join(", ")}.`;
  switch (relation) {
    case "same":
      return finding(
        "filter-same",
        `The filter is written differently and lets the same events through.${rests}`,
        about,
      );
    case "widened":
      return finding("filter-widened", `More events arrive; none of those before is missing.${rests}`, about);
    case "narrowed":
      return finding("filter-narrowed", `Some events stop arriving, and none is new.${rests}`, about);
    case "overlapping":
      return finding("filter-overlapping", `Some events stop arriving, others start.${rests}`, about);
    case "disjoint":
      return finding("filter-disjoint", `No event that arrived before arrives any more; others do.${rests}`, about);
    case "undecided":
      return finding(
        "filter-undecided",
        `Whether events are lost could not be decided: ${reason ?? "no reason is known"}. Look at it by hand.`,
        about,
      );
  }
}

/** Events that this one let through before and nobody gets any more. */
function unreceived(one: SubscriptionRecord, now: Filter | null, { head, options }: Surroundings): FindingDraft[] {
  if (options.complete === false) return [];
  const others = head.filter(({ filter }) => shareTypes(filter, one.filter)).map(({ filter }) => filter);
  const left = differenceOfUnion([one.filter], others, setOptions(one, { options }));
  if (left.kind !== "found") return [];
  const { event } = left.value;
  const subject = event.subject ?? "no subject";
  const type = String("eventType" in event ? event.eventType : event.type);
  return [
    finding(
      "events-unreceived",
      `Nobody receives these any more: ${type.replace("Microsoft.Communication.", "")} with the subject ${subject}, for example.`,
      [one.filter, now],
    ),
  ];
}

function neverMatches(one: SubscriptionRecord, surroundings: Surroundings): FindingDraft[] {
  const found = contradiction(one.filter, { ...setOptions(one, surroundings), universe: "documented-events" });
  if (found === undefined) return [];
  const paths = found.paths.join(" and ");
  const message =
    found.universe === "every-event"
      ? `The filter can let nothing through: ${paths} contradict each other.`
      : `The filter lets through nothing that Communication Services is documented to send: see ${paths}.`;
  return [finding("filter-never-matches", message, [one.filter])];
}

function duplicates(one: SubscriptionRecord, { head, options }: Surroundings): FindingDraft[] {
  if (options.complete === false) return [];
  return sameEventTwice(one, head, setOptions(one, { options })).map((other) =>
    finding("same-event-twice", `${endpointName(one)} gets some events twice, by this subscription and by ${other}.`, [
      other,
    ]),
  );
}

function shareTypes(a: Filter, b: Filter): boolean {
  if (a.eventTypes === "All" || b.eventTypes === "All") return true;
  const types = b.eventTypes;
  return a.eventTypes.some((type) => types.includes(type));
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
