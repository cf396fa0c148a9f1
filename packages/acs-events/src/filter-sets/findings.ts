import type { FilterRule } from "../filter-rules/filter-rule.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { operators } from "../filters/operators.ts";
import type { SetOptions } from "./question.ts";
import { type Contradiction, contradiction, type RedundantCondition, redundantConditions } from "./redundancy.ts";

const findings = {
  "filter-never-matches": {
    level: "error",
    says: "Conditions contradict each other, or one contradicts itself: no event at all can pass.",
    todo: "Change or remove one of the conditions that are named.",
  },
  "filter-matches-nothing-documented": {
    level: "error",
    says: "No event that Communication Services is documented to send meets all the conditions, though each may suit some event.",
    todo: "Change or remove one of the conditions that are named, or make two subscriptions.",
  },
  "condition-redundant": {
    level: "info",
    says: "A condition changes nothing: the others match the very same events without it. Information only, because the filter does what it says and no event is lost.",
    todo: "Remove it, or change it if it was meant to do something; it takes up some of the 25 conditions and values.",
  },
} as const;

/** What the conditions of a filter mean together. */
export const setsRule: FilterRule = {
  findings,
  check: (filter, { path, deliverySchema }) => {
    const found = checkSets(filter, { schema: deliverySchema });
    const moved = (text: string) => path + text.slice("filter".length);
    return path === "filter" ? found : found.map((each) => ({ ...each, path: moved(each.path) }));
  },
};

/**
 * The findings of `setsRule` with paths that begin with `filter`. What a single condition does wrong, given the event
 * types, is left to the rules on that condition: an unknown field, a prefix of another type.
 */
export function checkSets(filter: Filter, options: SetOptions = {}): readonly Finding[] {
  const several = conditionsBesideTypes(filter) > 1;
  const deep = several || filter.advancedFilters.some(forbidsSubjects);
  const found = contradiction(filter, { ...options, universe: deep ? "documented-events" : "every-event" });
  if (found?.universe === "every-event") return [neverMatches(filter, found)];
  const redundant = redundantConditions(filter, options)
    .filter((condition) => !isRepeated(filter, condition))
    .map((condition) => isRedundant(filter, condition));
  return found !== undefined && isOwnBusiness(filter, found)
    ? [nothingDocumented(filter, found), ...redundant]
    : redundant;
}

function conditionsBesideTypes({ subjectBeginsWith, subjectEndsWith, advancedFilters }: Filter): number {
  return Number(subjectBeginsWith !== "") + Number(subjectEndsWith !== "") + advancedFilters.length;
}

/** Types, prefix and suffix among themselves have findings of their own, and so has a value that suits no type. */
function isOwnBusiness({ advancedFilters }: Filter, { paths }: Contradiction): boolean {
  const besideTypes = paths.filter((path) => path !== "filter.includedEventTypes");
  const advanced = advancedFilters.filter((_, index) => besideTypes.includes(`filter.advancedFilters[${index}]`));
  return besideTypes.length > 1 ? advanced.length > 0 : advanced.some(forbidsSubjects);
}

function forbidsSubjects({ key, operatorType }: AdvancedFilter): boolean {
  return key.toLowerCase() === "subject" && operators[operatorType].negative;
}

function neverMatches(filter: Filter, { paths }: Contradiction): Finding {
  const conditions = inWords(filter, paths);
  const message =
    paths.length === 1
      ? `No event can pass this filter: ${conditions} matches nothing. Change or remove it.`
      : `No event can pass this filter: ${conditions} contradict each other. Change or remove one of them.`;
  return finding(findings, "filter-never-matches", { message, path: paths.at(-1) ?? "filter", value: paths });
}

function nothingDocumented(filter: Filter, { paths }: Contradiction): Finding {
  const message = `No event that Communication Services is documented to send meets ${inWords(filter, paths)} together. Change or remove one of them, or make two subscriptions.`;
  const details = { message, path: paths.at(-1) ?? "filter", value: paths };
  return finding(findings, "filter-matches-nothing-documented", details);
}

/** A condition that is there twice has a finding of its own. */
function isRepeated(filter: Filter, { path, impliedBy }: RedundantCondition): boolean {
  const [repeated, before] = [path, impliedBy[0] ?? ""].map((one) => {
    const advanced = advancedAt(filter, one);
    return advanced === undefined ? undefined : JSON.stringify({ ...advanced, key: advanced.key.toLowerCase() });
  });
  return impliedBy.length === 1 && repeated !== undefined && repeated === before;
}

function isRedundant(filter: Filter, { path, impliedBy }: RedundantCondition): Finding {
  const because =
    impliedBy.length === 0 ? "it matches every event" : `whatever meets ${inWords(filter, impliedBy)} meets it too`;
  const message = `${inWords(filter, [path])} changes nothing: ${because}. Remove it, or change it if it was meant to do something.`;
  return finding(findings, "condition-redundant", { message, path, value: impliedBy });
}

function inWords(filter: Filter, paths: readonly string[]): string {
  const words = paths.map((path) => `${path.slice("filter.".length)} (${conditionAt(filter, path)})`);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function conditionAt(filter: Filter, path: string): string {
  const advanced = advancedAt(filter, path);
  if (advanced === undefined) {
    const { eventTypes, subjectBeginsWith, subjectEndsWith } = filter;
    if (path === "filter.includedEventTypes") return shortened(eventTypes);
    return shortened(path === "filter.subjectBeginsWith" ? subjectBeginsWith : subjectEndsWith);
  }
  const { operatorType, key } = advanced;
  if ("value" in advanced) return `${operatorType} ${key} ${advanced.value}`;
  return "values" in advanced ? `${operatorType} ${key} ${shortened(advanced.values)}` : `${operatorType} ${key}`;
}

function advancedAt({ advancedFilters }: Filter, path: string): AdvancedFilter | undefined {
  const index = /\[(\d+)\]$/.exec(path)?.[1];
  return index === undefined ? undefined : advancedFilters[Number(index)];
}

const longest = 100;

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
