import { type EventType, eventTypeNames, isEventType } from "../../catalog/event-types.ts";
import { noSuchEvent } from "../../catalog/no-such-event.ts";
import { lookUp, payloadPaths } from "../../filter-rules/payload-lookup.ts";
import type { AdvancedFilter } from "../../filters/advanced-filter.ts";
import type { Filter } from "../../filters/filter.ts";
import { jsonNumber } from "../../json/exact-number.ts";
import { didYouMean } from "../../text/did-you-mean.ts";

/** A filter that somebody chose by event types and conditions, in place of a template. */
export interface OwnFilter {
  readonly filter: Filter;
  /** Sentences about words that name no event type, and conditions that cannot be read. */
  readonly problems: readonly string[];
}

const prefix = "Microsoft.Communication.";
const short = (type: string): string => type.replace(prefix, "");

/** Reads event types (`SMSReceived`, several by commas) and conditions (`data.deliveryStatus=Failed`). */
export function readOwnFilter(eventTypes: readonly string[], conditions: readonly string[]): OwnFilter {
  const words = eventTypes.flatMap((one) => one.split(",")).map((one) => one.trim());
  const found = words.filter((word) => word !== "").map(eventTypeOf);
  const types = [...new Set(found.flatMap((one) => ("type" in one ? [one.type] : [])))];
  const problems = found.flatMap((one) => ("problem" in one ? [one.problem] : []));
  if (words.every((word) => word === ""))
    problems.push("--event-type: at least one event type, for example SMSReceived");
  let subjectBeginsWith = "";
  let subjectEndsWith = "";
  const advancedFilters: AdvancedFilter[] = [];
  for (const text of conditions) {
    const read = conditionOf(text, types);
    if (typeof read === "string") problems.push(`--condition ${text}: ${read}`);
    else if ("subjectBeginsWith" in read) subjectBeginsWith = read.subjectBeginsWith;
    else if ("subjectEndsWith" in read) subjectEndsWith = read.subjectEndsWith;
    else advancedFilters.push(read);
  }
  return {
    filter: Object.freeze({
      kind: "filter",
      eventTypes: types,
      subjectBeginsWith,
      subjectEndsWith,
      isSubjectCaseSensitive: false,
      enableAdvancedFilteringOnArrays: false,
      advancedFilters,
    }),
    problems,
  };
}

function eventTypeOf(word: string): { readonly type: EventType } | { readonly problem: string } {
  const exact = eventTypeNames.find((type) => short(type).toLowerCase() === short(word).toLowerCase());
  if (exact !== undefined && isEventType(exact)) return { type: exact };
  const none = noSuchEvent(word);
  if (none !== undefined) return { problem: `--event-type: ${none}` };
  const parts = word.toLowerCase().split(/\s+/);
  const containing = eventTypeNames
    .map(short)
    .filter((name) => parts.every((part) => name.toLowerCase().includes(part)));
  if (containing.length > 0) {
    const shown = containing.length > 8 ? [...containing.slice(0, 8), `${containing.length - 8} more`] : containing;
    return {
      problem: `--event-type: "${word}" is not the name of an event type. These names contain it: ${shown.join(", ")}`,
    };
  }
  const near = didYouMean(word, eventTypeNames.map(short));
  const hint = near === undefined ? "`npx acs-events catalog` lists them." : `Did you mean "${near}"?`;
  return { problem: `--event-type: there is no event type "${word}". ${hint}` };
}

type Subject = { readonly subjectBeginsWith: string } | { readonly subjectEndsWith: string };

/** What a sign between key and values stands for. The longer signs come first. */
const operators = [
  { sign: "!=", strings: "StringNotIn", numbers: "NumberNotIn" },
  { sign: "^=", strings: "StringBeginsWith", numbers: undefined },
  { sign: "$=", strings: "StringEndsWith", numbers: undefined },
  { sign: "*=", strings: "StringContains", numbers: undefined },
  { sign: ">=", strings: undefined, numbers: "NumberGreaterThanOrEquals" },
  { sign: "<=", strings: undefined, numbers: "NumberLessThanOrEquals" },
  { sign: ">", strings: undefined, numbers: "NumberGreaterThan" },
  { sign: "<", strings: undefined, numbers: "NumberLessThan" },
  { sign: "=", strings: "StringIn", numbers: "NumberIn" },
] as const;

export const conditionHelp =
  "KEY=VALUE, or with != (is not), ^= (begins with), $= (ends with), *= (contains), > >= < <=; several values by commas";

/** A condition, or why it cannot be read. */
function conditionOf(text: string, types: readonly EventType[]): AdvancedFilter | Subject | string {
  const match = /^\s*([\w.]+)\s*(!=|\^=|\$=|\*=|>=|<=|>|<|=)\s*(.*?)\s*$/.exec(text);
  const [, written = "", sign, values = ""] = match ?? [];
  const operator = operators.find((one) => one.sign === sign);
  if (operator === undefined) return `not a condition. Write ${conditionHelp}.`;
  if (values === "") return "a value is missing behind the sign.";
  if (written === "subject" && sign === "^=") return { subjectBeginsWith: values };
  if (written === "subject" && sign === "$=") return { subjectEndsWith: values };
  const key = written === "subject" || written.startsWith("data.") ? written : `data.${written}`;
  const field = key === "subject" ? { kind: "string" as const } : fieldOf(key, types);
  if (typeof field === "string") return field;
  const list = values.split(",").map((one) => one.trim());
  if (field.kind === "boolean") {
    if (sign !== "=" || !/^(?:true|false)$/.test(values))
      return `${key} is true or false. Write ${key}=true or ${key}=false.`;
    return { operatorType: "BoolEquals", key, value: values === "true" };
  }
  if (field.kind === "number") {
    if (operator.numbers === undefined) return `${key} is a number. Write it with =, !=, >, >=, < or <=.`;
    if (list.some((one) => !/^-?\d+(?:\.\d+)?$/.test(one))) return `${key} is a number, and "${values}" is not.`;
    const numbers = list.map((one) => jsonNumber(one));
    if (operator.numbers === "NumberIn" || operator.numbers === "NumberNotIn") {
      return { operatorType: operator.numbers, key, values: numbers };
    }
    const [value] = numbers;
    if (value === undefined || numbers.length > 1) return `${sign} takes one number.`;
    return { operatorType: operator.numbers, key, value };
  }
  if (operator.strings === undefined) return `${key} is text. Write it with =, !=, ^=, $= or *=.`;
  return { operatorType: operator.strings, key, values: list };
}

/** What the field is in every one of the types, or why it cannot be asked for. */
function fieldOf(key: string, types: readonly EventType[]): { readonly kind: string } | string {
  const names = key.split(".").slice(1);
  const found = types.map((type) => ({ type, field: lookUp(type, names) }));
  const missing = found.find(({ field }) => field.kind !== "field");
  if (missing !== undefined) {
    const paths = payloadPaths(missing.type).map((path) => `data.${path}`);
    const near = didYouMean(key, paths);
    const hint = near === undefined ? `It has ${paths.slice(0, 12).join(", ")}.` : `Did you mean "${near}"?`;
    return `${short(missing.type)} has no field ${key} that a filter can compare. ${hint}`;
  }
  const kinds = new Set(found.flatMap(({ field }) => (field.kind === "field" ? [field.field.kind] : [])));
  const [kind] = kinds;
  return kind === undefined || kinds.size === 1
    ? { kind: kind ?? "string" }
    : `${key} has another type in each event type.`;
}
