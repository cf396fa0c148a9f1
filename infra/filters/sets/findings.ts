import type { Filter } from "../filter.ts";
import type { Finding } from "../finding.ts";
import type { SetOptions } from "./questions.ts";
import { type Contradiction, contradiction, redundantConditions } from "./redundancy.ts";

/**
 * What the algebra finds in a single filter:
 *
 * - `filter-never-matches` (error): conditions that contradict each other; no event at all can pass, so it can never do
 *   what it says.
 * - `filter-matches-nothing-documented` (warning): some event could pass, but none that Communication Services is
 *   documented to send. A warning, since documentation has gaps. A single condition that does not suit the event types
 *   (an unknown field, a prefix of another type) is left to the findings on that condition.
 * - `condition-redundant` (info): removing the condition changes nothing. Info, because the filter does what it says
 *   and no event is lost; but it takes up some of the 25 conditions and values, and it may not have been meant so.
 */
export function checkSets(filter: Filter, options: SetOptions = {}): readonly Finding[] {
  const universe = conditionsBesideTypes(filter) > 1 ? "documented-events" : "every-event";
  const found = contradiction(filter, { ...options, universe });
  if (found === undefined) return redundantFindings(filter, options);
  if (found.universe === "every-event") return [neverMatches(filter, found)];
  return found.paths.length > 2
    ? [nothingDocumented(filter, found), ...redundantFindings(filter, options)]
    : redundantFindings(filter, options);
}

function conditionsBesideTypes({ subjectBeginsWith, subjectEndsWith, advancedFilters }: Filter): number {
  return Number(subjectBeginsWith !== "") + Number(subjectEndsWith !== "") + advancedFilters.length;
}

function neverMatches(filter: Filter, { paths }: Contradiction): Finding {
  const conditions = listed(paths.map((path) => shown(filter, path)));
  const [path = "filter"] = paths.slice(-1);
  const says =
    paths.length === 1
      ? `No event can pass this filter: ${conditions} lets nothing through. Change it or remove it.`
      : `No event can pass this filter: ${conditions} contradict each other. Change or remove one of them.`;
  return { id: "filter-never-matches", level: "error", message: says, path, value: paths };
}

function nothingDocumented(filter: Filter, { paths }: Contradiction): Finding {
  const conditions = listed(paths.map((path) => shown(filter, path)));
  const [path = "filter"] = paths.slice(-1);
  return {
    id: "filter-matches-nothing-documented",
    level: "warning",
    message: `No event that Communication Services is documented to send passes ${conditions} together. Change or remove one of them.`,
    path,
    value: paths,
  };
}

function redundantFindings(filter: Filter, options: SetOptions): readonly Finding[] {
  return redundantConditions(filter, options).map(({ path, impliedBy }) => {
    const because =
      impliedBy.length === 0
        ? "it lets everything through"
        : `${listed(impliedBy.map((other) => shown(filter, other)))} already ${impliedBy.length === 1 ? "says" : "say"} so`;
    return {
      id: "condition-redundant",
      level: "info",
      message: `${shown(filter, path)} changes nothing: ${because}. It can be removed.`,
      path,
      value: impliedBy,
    };
  });
}

/** A condition as its path and what stands there, short enough to read in a sentence. */
function shown(filter: Filter, path: string): string {
  const index = /\[(\d+)\]$/.exec(path)?.[1];
  const advanced = index === undefined ? undefined : filter.advancedFilters[Number(index)];
  if (advanced !== undefined) {
    const operand = "value" in advanced ? advanced.value : "values" in advanced ? advanced.values : undefined;
    const text = operand === undefined ? "" : ` ${shortened(JSON.stringify(operand))}`;
    return `${path} (${advanced.operatorType} ${advanced.key}${text})`;
  }
  const name = path.slice("filter.".length);
  const value =
    name === "includedEventTypes"
      ? filter.eventTypes
      : name === "subjectBeginsWith"
        ? filter.subjectBeginsWith
        : filter.subjectEndsWith;
  return `${path} (${shortened(JSON.stringify(value))})`;
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
