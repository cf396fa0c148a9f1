import type { DeliverySchema, Event } from "../catalog/event.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { compileTypeTest } from "../filters/match/basic.ts";
import { type Comparison, comparisonOf, foldingOf } from "../filters/match/comparison.ts";
import { compileCondition } from "../filters/match/condition.ts";
import { foldTable } from "../filters/match/fold.ts";
import { compileKey, type KeyReader } from "../filters/match/keys.ts";
import { beginsFolded, endsFolded } from "../filters/match/text.ts";
import { operators } from "../filters/operators.ts";
import { type Condition, comparisonText, condition } from "./condition.ts";
import type { IndexedSubscription } from "./indexed-subscription.ts";
import { type KeyValue, keyValue } from "./key-value.ts";

/** Makes the conditions that subscriptions ask; what is asked twice is made once. */
export interface ConditionMaker {
  /** Of subject and advanced filters. */
  readonly conditionsOf: (subscription: IndexedSubscription) => readonly Condition[];
  /** Of the event type; none where the filter matches every type. */
  readonly typeConditions: (filter: Filter) => readonly Condition[];
}

export function conditionMaker(assumptions: Assumptions): ConditionMaker {
  const fold = foldingOf(assumptions);
  const table = foldTable(assumptions.stringCase);
  const keyValues = new Map<string, KeyValue>();
  const conditions = new Map<string, Condition>();

  const keyValueFor = (name: string, make: () => KeyValue): KeyValue => madeOnce(keyValues, name, make);
  const subjectValue = (caseSensitive: boolean): KeyValue =>
    keyValueFor(`subject ${caseSensitive}`, () =>
      caseSensitive ? keyValue(subjectOf, (text) => text, foldTable("none")) : keyValue(subjectOf, fold, table),
    );

  const subjectCondition = (kind: "text-begins" | "text-ends", text: string, caseSensitive: boolean): Condition => {
    const wanted = caseSensitive ? text : fold(text);
    return madeOnce(conditions, `${kind} ${caseSensitive} ${wanted}`, () => {
      const subject = subjectValue(caseSensitive);
      return condition({
        keyValue: subject,
        comparison: { kind, texts: [wanted] },
        negative: false,
        arrays: false,
        indexable: assumptions.missingSubject === "does-not-pass",
        compile: () => subjectTest(kind, wanted, subject.table, assumptions),
      });
    });
  };

  const advancedCondition = (
    advanced: AdvancedFilter,
    arrays: boolean,
    schema: DeliverySchema | undefined,
  ): Condition => {
    const comparison = comparisonOf(advanced, assumptions);
    const { negative } = operators[advanced.operatorType];
    // The key as it is spelled: where two properties differ in case only, spelling decides between them.
    const key = `${schema ?? "any schema"} ${advanced.key}`;
    return madeOnce(conditions, `${key} ${negative} ${arrays} ${comparisonText(comparison)}`, () =>
      condition({
        keyValue: keyValueFor(key, () => keyValue(compileKey(advanced.key, assumptions, schema), fold, table)),
        comparison,
        negative,
        arrays,
        indexable: !hasExactNumbers(comparison),
        compile: () => compileCondition(advanced, arrays, assumptions).test,
      }),
    );
  };

  const typeCondition = (filter: Filter, listed: ReadonlySet<string>): Condition =>
    madeOnce(conditions, `types ${JSON.stringify([...listed])}`, () =>
      condition({
        keyValue: keyValueFor("event", () => keyValue((event) => event, fold, table)),
        comparison: { kind: "boolean-equals", value: true },
        negative: false,
        arrays: false,
        indexable: false,
        compile: () => {
          const passes = compileTypeTest(filter, assumptions) ?? (() => true);
          return (event) => passes(event as Event);
        },
      }),
    );

  return {
    conditionsOf: ({ filter, deliverySchema }) => {
      const made = new Set<Condition>();
      const { subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive } = filter;
      if (subjectBeginsWith !== "")
        made.add(subjectCondition("text-begins", subjectBeginsWith, isSubjectCaseSensitive));
      if (subjectEndsWith !== "") made.add(subjectCondition("text-ends", subjectEndsWith, isSubjectCaseSensitive));
      for (const advanced of filter.advancedFilters) {
        made.add(advancedCondition(advanced, filter.enableAdvancedFilteringOnArrays, deliverySchema));
      }
      return [...made];
    },
    typeConditions: (filter) => {
      const listed = listedEventTypes(filter, assumptions);
      return listed === "All" ? [] : [typeCondition(filter, listed)];
    },
  };
}

function madeOnce<T>(known: Map<string, T>, name: string, make: () => T): T {
  const existing = known.get(name);
  if (existing !== undefined) return existing;
  const made = make();
  known.set(name, made);
  return made;
}

/** Tables hold doubles; what a double would round is asked one by one. */
function hasExactNumbers(comparison: Comparison): boolean {
  if (comparison.kind === "number-equals") return comparison.numbers.some((number) => typeof number !== "number");
  if (comparison.kind !== "number-within") return false;
  return comparison.intervals.some(({ from, to }) => typeof from !== "number" || typeof to !== "number");
}

const subjectOf: KeyReader = (event) => event.subject;

function subjectTest(
  kind: "text-begins" | "text-ends",
  wanted: string,
  table: Uint16Array,
  assumptions: Assumptions,
): (subject: unknown) => boolean {
  const whenMissing = assumptions.missingSubject === "passes";
  const passes = kind === "text-begins" ? beginsFolded : endsFolded;
  return (subject) => (typeof subject === "string" ? passes(subject, wanted, table) : whenMissing);
}
