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
import { type Check, check, comparisonText } from "./check.ts";
import type { IndexedSubscription } from "./indexed-subscription.ts";
import { type Slot, slot } from "./slot.ts";

/** Makes the checks that subscriptions ask; what is asked twice is made once. */
export interface CheckMaker {
  /** Of subject and advanced filters. */
  readonly checksOf: (subscription: IndexedSubscription) => readonly Check[];
  /** Of the event type; none where the filter lets every type through. */
  readonly typeChecks: (filter: Filter) => readonly Check[];
}

export function checkMaker(assumptions: Assumptions): CheckMaker {
  const fold = foldingOf(assumptions);
  const table = foldTable(assumptions.stringCase);
  const slots = new Map<string, Slot>();
  const checks = new Map<string, Check>();

  const slotFor = (name: string, make: () => Slot): Slot => madeOnce(slots, name, make);
  const subjectSlot = (caseSensitive: boolean): Slot =>
    slotFor(`subject ${caseSensitive}`, () =>
      caseSensitive ? slot(subjectOf, (text) => text, foldTable("none")) : slot(subjectOf, fold, table),
    );

  const subjectCheck = (kind: "text-begins" | "text-ends", text: string, caseSensitive: boolean): Check => {
    const wanted = caseSensitive ? text : fold(text);
    return madeOnce(checks, `${kind} ${caseSensitive} ${wanted}`, () => {
      const subject = subjectSlot(caseSensitive);
      return check({
        slot: subject,
        comparison: { kind, texts: [wanted] },
        negative: false,
        arrays: false,
        indexable: assumptions.missingSubject === "does-not-pass",
        compile: () => subjectTest(kind, wanted, subject.table, assumptions),
      });
    });
  };

  const advancedCheck = (advanced: AdvancedFilter, arrays: boolean, schema: DeliverySchema | undefined): Check => {
    const comparison = comparisonOf(advanced, assumptions);
    const { negative } = operators[advanced.operatorType];
    // The key as it is spelled: where two properties differ in case only, spelling decides between them.
    const key = `${schema ?? "any schema"} ${advanced.key}`;
    return madeOnce(checks, `${key} ${negative} ${arrays} ${comparisonText(comparison)}`, () =>
      check({
        slot: slotFor(key, () => slot(compileKey(advanced.key, assumptions, schema), fold, table)),
        comparison,
        negative,
        arrays,
        indexable: !hasExactNumbers(comparison),
        compile: () => compileCondition(advanced, arrays, assumptions).test,
      }),
    );
  };

  const typeCheck = (filter: Filter, listed: ReadonlySet<string>): Check =>
    madeOnce(checks, `types ${JSON.stringify([...listed])}`, () =>
      check({
        slot: slotFor("event", () => slot((event) => event, fold, table)),
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
    checksOf: ({ filter, deliverySchema }) => {
      const made = new Set<Check>();
      const { subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive } = filter;
      if (subjectBeginsWith !== "") made.add(subjectCheck("text-begins", subjectBeginsWith, isSubjectCaseSensitive));
      if (subjectEndsWith !== "") made.add(subjectCheck("text-ends", subjectEndsWith, isSubjectCaseSensitive));
      for (const advanced of filter.advancedFilters) {
        made.add(advancedCheck(advanced, filter.enableAdvancedFilteringOnArrays, deliverySchema));
      }
      return [...made];
    },
    typeChecks: (filter) => {
      const listed = listedEventTypes(filter, assumptions);
      return listed === "All" ? [] : [typeCheck(filter, listed)];
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
