import { listed, shortType } from "../filter-rules/wording.ts";
import { conditionsOf, type DescribedCondition } from "../filters/explain/explain.ts";
import { askedOf } from "../filters/explain/render-explanation.ts";
import type { Filter } from "../filters/filter.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { typesByFamily } from "./event-families.ts";

/** One thing that a filter asks on one side and not on the other, in words. */
export interface FilterDifference {
  /** In the terms of Azure's JSON: `filter.subjectBeginsWith`. Of what is removed, where it stood in base. */
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  /** `subject begins with "/phonenumber/1555" -> "/phonenumber/15551"`. */
  readonly text: string;
}

/** What changes in a filter, in the order of Azure's JSON. Nothing where both sides ask the same in other words. */
export function filterDifferences(base: Filter, head: Filter): readonly FilterDifference[] {
  return [
    ...typesDifference(base, head),
    ...conditionDifferences(base, head),
    ...flagDifference(base, head, "isSubjectCaseSensitive", "the case of the subject counts"),
    ...flagDifference(base, head, "enableAdvancedFilteringOnArrays", "conditions look into arrays"),
  ];
}

/** The keys that the filters of either side ask for, as they are written: what a reader wants to see of an event. */
export function askedKeys(...filters: readonly Filter[]): readonly string[] {
  const keys = new Map<string, string>();
  for (const { advancedFilters } of filters) {
    for (const { key } of advancedFilters) if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
  }
  return [...keys.values()];
}

function typesDifference(base: Filter, head: Filter): FilterDifference[] {
  const path = "filter.includedEventTypes";
  const [before, after] = [listedEventTypes(base), listedEventTypes(head)];
  if (before === "All" || after === "All") {
    if (before === after) return [];
    const words = (types: ReadonlySet<string> | "All") =>
      types === "All" ? "every event type" : typesByFamily([...types]);
    return [{ path, kind: "changed", text: `event types: ${words(before)} -> ${words(after)}` }];
  }
  const added = [...after].filter((type) => !before.has(type));
  const removed = [...before].filter((type) => !after.has(type));
  return [
    ...(removed.length === 0
      ? []
      : [{ path, kind: "removed" as const, text: `event types without ${removed.map(shortType).join(", ")}` }]),
    ...(added.length === 0
      ? []
      : [{ path, kind: "added" as const, text: `event types with ${added.map(shortType).join(", ")}` }]),
  ];
}

function conditionDifferences(base: Filter, head: Filter): FilterDifference[] {
  const [before, after] = [base, head].map((filter) =>
    conditionsOf(filter).filter(({ operator }) => operator !== "includedEventTypes"),
  );
  const gone = unmatched(before ?? [], after ?? []);
  const fresh = unmatched(after ?? [], before ?? []);
  const differences: FilterDifference[] = [];
  for (const condition of fresh) {
    // The same question with another answer is one change, not two.
    const at = gone.findIndex((one) => one.operator === condition.operator && sameKey(one, condition));
    const [was] = at === -1 ? [] : gone.splice(at, 1);
    const text = was === undefined ? askedOf(condition) : changeOf(was, condition);
    differences.push({ path: condition.path, kind: was === undefined ? "added" : "changed", text });
  }
  return [...differences, ...gone.map((one) => ({ path: one.path, kind: "removed" as const, text: askedOf(one) }))];
}

function unmatched(
  conditions: readonly DescribedCondition[],
  others: readonly DescribedCondition[],
): DescribedCondition[] {
  const known = new Set(others.map(written));
  return conditions.filter((one) => !known.has(written(one)));
}

/** Values are a set; keys and values are compared without case, as Event Grid does by default. */
function written({ key, operator, wanted }: DescribedCondition): string {
  const values = Array.isArray(wanted) ? wanted.map((one) => JSON.stringify(one)).sort() : wanted;
  return JSON.stringify([key.toLowerCase(), operator, values], (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

function sameKey(a: DescribedCondition, b: DescribedCondition): boolean {
  return a.key.toLowerCase() === b.key.toLowerCase();
}

/** `data.to is "1" -> "2"`; of long lists, what is added and what is gone. */
function changeOf(before: DescribedCondition, after: DescribedCondition): string {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const asked = questionOf(after);
  if (was.length + is.length <= mostValues) return `${asked} ${alternatives(was)} -> ${alternatives(is)}`;
  const [gone, fresh] = [was.filter((one) => !is.includes(one)), is.filter((one) => !was.includes(one))];
  const parts = [
    ...(fresh.length === 0 ? [] : [`with ${listed(fresh)}`]),
    ...(gone.length === 0 ? [] : [`without ${listed(gone)}`]),
  ];
  return `${asked}: ${parts.join(", ")} (${was.length} -> ${is.length} values)`;
}

const mostValues = 6;

/** What a condition asks, without its values: `subject begins with`, `data.to is`. */
function questionOf(condition: DescribedCondition): string {
  if (condition.operator === "subjectBeginsWith") return "subject begins with";
  if (condition.operator === "subjectEndsWith") return "subject ends with";
  return askedOf({ ...condition, wanted: undefined });
}

function valuesOf({ wanted }: DescribedCondition): readonly string[] {
  return (Array.isArray(wanted) ? wanted : [wanted]).map((value: unknown) =>
    JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one)),
  );
}

function alternatives(values: readonly string[]): string {
  return values.length === 0 ? "nothing" : values.join(" or ");
}

function flagDifference(
  base: Filter,
  head: Filter,
  name: "isSubjectCaseSensitive" | "enableAdvancedFilteringOnArrays",
  words: string,
): FilterDifference[] {
  if (base[name] === head[name]) return [];
  const yes = (value: boolean) => (value ? "yes" : "no");
  return [{ path: `filter.${name}`, kind: "changed", text: `${words}: ${yes(base[name])} -> ${yes(head[name])}` }];
}
