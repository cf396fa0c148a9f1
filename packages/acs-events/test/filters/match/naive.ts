import type { Event } from "../../../src/catalog/event.ts";
import type { AdvancedFilter } from "../../../src/filters/advanced-filter.ts";
import type { Assumptions } from "../../../src/filters/assumptions.ts";
import type { Filter } from "../../../src/filters/filter.ts";
import { ExactNumber } from "../../../src/json/exact-number.ts";

/**
 * A second evaluator, written from the documentation in the plainest way and on purpose without a line of the first:
 * slow, no compiling, no caching, one operator after the other. It takes only the names of the types and options.
 */
export function naiveMatches(filter: Filter, event: Event, assumptions: Assumptions): boolean {
  return (
    typePasses(filter, event, assumptions) &&
    subjectPasses(filter, event, assumptions) &&
    filter.advancedFilters.every((each) =>
      filterPasses(each, filter.enableAdvancedFilteringOnArrays, event, assumptions),
    )
  );
}

const isCloud = (event: Event) => Object.keys(event).includes("specversion");
const property = (object: unknown, name: string): unknown =>
  Object.entries(object as object).find(([key]) => key === name)?.[1];

function typePasses(filter: Filter, event: Event, assumptions: Assumptions): boolean {
  const type = property(event, isCloud(event) ? "type" : "eventType");
  if (filter.eventTypes === "All") return true;
  if (filter.eventTypes.length === 0) return assumptions.emptyEventTypes === "every-type";
  const names = filter.eventTypes.filter((name) => name !== "All");
  if (names.length === 0) return true;
  if (names.length < filter.eventTypes.length && assumptions.allBesideNames === "every-type") return true;
  return names.some((name) =>
    assumptions.eventTypeCase === "exact" ? name === type : typeof type === "string" && upper(name) === upper(type),
  );
}

function subjectPasses(filter: Filter, event: Event, assumptions: Assumptions): boolean {
  const { subjectBeginsWith: begin, subjectEndsWith: end } = filter;
  if (begin === "" && end === "") return true;
  const subject = property(event, "subject");
  if (typeof subject !== "string") return assumptions.missingSubject === "passes";
  const same = (text: string) => (filter.isSubjectCaseSensitive ? text : comparable(text, assumptions));
  return same(subject).startsWith(same(begin)) && same(subject).endsWith(same(end));
}

/** What is found under a key: a value, nothing, or something that no operator may match. */
type Found = { value: unknown } | "missing" | "never";

function find(key: string, event: Event, assumptions: Assumptions): Found {
  const [first = "", ...steps] = key.split(".");
  const name = first.toLowerCase();
  if (name === "data" && steps.length > 0) return follow(property(event, "data"), steps, assumptions);
  const given = (wire: string): Found => {
    const value = property(event, wire);
    return value === undefined ? "missing" : { value };
  };
  if (steps.length === 0) {
    if (isCloud(event)) {
      if (["id", "source", "type", "specversion"].includes(name)) return given(name);
      if (name === "subject") return assumptions.cloudEventSubject === "resolves" ? given("subject") : "missing";
      if (!["time", "datacontenttype", "dataschema", "data_base64", "data"].includes(name))
        return anyCase(event, first);
    } else {
      const wire = ["id", "topic", "subject", "eventType", "dataVersion"].find((each) => each.toLowerCase() === name);
      if (wire !== undefined) return given(wire);
    }
  }
  if (assumptions.unlistedKeys === "do-not-resolve") return "missing";
  const top = anyCase(event, first);
  if (steps.length === 0) return top;
  return follow(top === "missing" || top === "never" ? undefined : top.value, steps, assumptions);
}

function follow(start: unknown, steps: readonly string[], assumptions: Assumptions): Found {
  let at: unknown = start;
  for (const step of steps) {
    const noParent = assumptions.missingParent === "missing" ? "missing" : "never";
    if (Array.isArray(at)) {
      if (assumptions.arrayIndexInKey === "does-not-resolve" || !/^[0-9]+$/.test(step)) return noParent;
      at = at[Number(step)];
    } else if (typeof at === "object" && at !== null) {
      const next = assumptions.dataKeyCase === "exact" ? exactCase(at, step) : anyCase(at, step);
      at = next === "missing" || next === "never" ? undefined : next.value;
    } else {
      return noParent;
    }
  }
  return at === undefined ? "missing" : { value: at };
}

function exactCase(object: object, name: string): Found {
  const entry = Object.entries(object).find(([key]) => key === name);
  return entry === undefined ? "missing" : { value: entry[1] };
}

function anyCase(object: object, name: string): Found {
  const exact = exactCase(object, name);
  if (exact !== "missing") return exact;
  const entry = Object.entries(object).find(([key]) => upper(key) === upper(name));
  return entry === undefined ? "missing" : { value: entry[1] };
}

function filterPasses(filter: AdvancedFilter, arrays: boolean, event: Event, assumptions: Assumptions): boolean {
  const found = find(filter.key, event, assumptions);
  const operator = filter.operatorType;
  if (found === "never") return false;
  const value = found === "missing" ? undefined : found.value;

  if (operator === "IsNullOrUndefined") return value === undefined || value === null;
  if (operator === "IsNotNull") {
    if (value === undefined || value === null) return false;
    return typeof value !== "object" || value instanceof ExactNumber || assumptions.arrayIsNotNull === "matched";
  }

  if (value === undefined) return missingMatches(operator, assumptions);
  if (value === null) return assumptions.explicitNull === "like-missing" && missingMatches(operator, assumptions);
  if (Array.isArray(value)) {
    if (!arrays) return assumptions.arrayFlagOff === "like-missing" && missingMatches(operator, assumptions);
    if (value.length === 0 && assumptions.emptyArray === "like-missing") return missingMatches(operator, assumptions);
    const elements: unknown[] = assumptions.nestedArray === "flattened" ? value.flat(Number.POSITIVE_INFINITY) : value;
    const ofItsType = elements.filter((element) => fits(operator, element));
    const some = ofItsType.some((element) => valueMatches(filter, element, assumptions));
    const all = ofItsType.every((element) => valueMatches(filter, element, assumptions));
    return isNegative(operator) ? all : some;
  }
  if (fits(operator, value)) return valueMatches(filter, value, assumptions);
  if (assumptions.typeMismatch === "not-matched") return false;
  if (
    assumptions.typeMismatch === "as-text" &&
    operator.startsWith("String") &&
    (typeof value !== "object" || value instanceof ExactNumber)
  ) {
    return valueMatches(filter, String(value), assumptions);
  }
  return missingMatches(operator, assumptions);
}

const isNegative = (operator: string) => operator.includes("Not");

function missingMatches(operator: string, assumptions: Assumptions): boolean {
  if (operator === "NumberNotInRange") return assumptions.missingInRange === "not-in-range";
  return operator === "NumberNotIn" || operator === "StringNotIn";
}

function fits(operator: string, value: unknown): boolean {
  if (operator.startsWith("String")) return typeof value === "string";
  if (operator.startsWith("Number"))
    return typeof value === "number" || typeof value === "bigint" || value instanceof ExactNumber;
  return typeof value === "boolean";
}

function valueMatches(filter: AdvancedFilter, value: unknown, assumptions: Assumptions): boolean {
  const text = typeof value === "string" ? comparable(value, assumptions) : "";
  const compared = (wanted: unknown) => scaled(value) - scaled(wanted);
  const texts = (values: readonly string[], holds: (text: string, wanted: string) => boolean) =>
    values
      .filter((wanted) => wanted !== "" || assumptions.emptyFilterValue === "every-string")
      .some((wanted) => holds(text, comparable(wanted, assumptions)));

  switch (filter.operatorType) {
    case "NumberIn":
      return filter.values.some((wanted) => compared(wanted) === 0n);
    case "NumberNotIn":
      return !filter.values.some((wanted) => compared(wanted) === 0n);
    case "NumberLessThan":
      return compared(filter.value) < 0n;
    case "NumberGreaterThan":
      return compared(filter.value) > 0n;
    case "NumberLessThanOrEquals":
      return compared(filter.value) <= 0n;
    case "NumberGreaterThanOrEquals":
      return compared(filter.value) >= 0n;
    case "NumberInRange":
      return filter.values.some(([low, high]) => compared(low) >= 0n && compared(high) <= 0n);
    case "NumberNotInRange":
      return !filter.values.some(([low, high]) => compared(low) >= 0n && compared(high) <= 0n);
    case "BoolEquals":
      return value === filter.value;
    case "StringContains":
      return texts(filter.values, (given, wanted) => given.includes(wanted));
    case "StringNotContains":
      return !texts(filter.values, (given, wanted) => given.includes(wanted));
    case "StringBeginsWith":
      return texts(filter.values, (given, wanted) => given.startsWith(wanted));
    case "StringNotBeginsWith":
      return !texts(filter.values, (given, wanted) => given.startsWith(wanted));
    case "StringEndsWith":
      return texts(filter.values, (given, wanted) => given.endsWith(wanted));
    case "StringNotEndsWith":
      return !texts(filter.values, (given, wanted) => given.endsWith(wanted));
    case "StringIn":
      return filter.values.some((wanted) => comparable(wanted, assumptions) === text);
    case "StringNotIn":
      return !filter.values.some((wanted) => comparable(wanted, assumptions) === text);
    case "IsNullOrUndefined":
    case "IsNotNull":
      throw new Error("asked before");
  }
}

function comparable(text: string, assumptions: Assumptions): string {
  return assumptions.stringCase === "ascii" ? text.replace(/[a-z]/g, (letter) => letter.toUpperCase()) : upper(text);
}

const uppers = new Map<string, string>();

/** Upper case by code unit; where the upper case is no single code unit, or belongs to another letter's I or S, as it is. */
function upper(text: string): string {
  const known = uppers.get(text);
  if (known !== undefined) return known;
  const made = upperOf(text);
  uppers.set(text, made);
  return made;
}

function upperOf(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charAt(at))
    .map((unit) => (unit === "ı" || unit === "ſ" || unit.toUpperCase().length !== 1 ? unit : unit.toUpperCase()))
    .join("");
}

/** A number as a whole number of 10^-800ths, from its text: exact for whatever a test writes. */
function scaled(number: unknown): bigint {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e\+?(-?\d+))?$/i.exec(String(number)) ?? [];
  const digits = BigInt(whole + fraction) * 10n ** BigInt(800 + Number(exponent) - fraction.length);
  return sign === "-" ? -digits : digits;
}
