import type { EventGridEvent } from "../../src/catalog/event.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import type { IndexedSubscription } from "../../src/subscription-index/subscription-index.ts";
import type { Random } from "../random.ts";

/**
 * What teams ask for: of 100 subscriptions 60 by type and subject prefix, 25 by type and one string, 10 by type and a
 * number, 5 by type and a negation. What they name is taken from events of the same kind as those that are sent.
 */
export function mixedSubscriptions(
  examples: readonly EventGridEvent[],
  count: number,
  random: Random,
): IndexedSubscription[] {
  return Array.from({ length: count }, (_, at) => {
    const share = at % 20;
    const filter =
      share < 12
        ? byPrefix(random.pick(examples), random)
        : share < 17
          ? byString(examples, random, positiveOperators)
          : share < 19
            ? byNumber(examples, random)
            : byString(examples, random, negativeOperators);
    return { name: `subscription-${at}`, filter };
  });
}

/** Seven of ten say the whole value, as most filters do. */
const positiveOperators: readonly StringOperator[] = [
  ...new Array<StringOperator>(7).fill("StringIn"),
  "StringBeginsWith",
  "StringContains",
  "StringEndsWith",
];
const negativeOperators: readonly StringOperator[] = [
  "StringNotIn",
  "StringNotContains",
  "StringNotBeginsWith",
  "StringNotEndsWith",
];

function byPrefix(example: EventGridEvent, random: Random): Filter {
  const { subject } = example;
  const identifying = /[0-9a-f]{6,}[-0-9a-f]*/i.exec(subject);
  // One in twenty asks for everything below a root; the others for one number or identifier, or those that begin alike.
  const length =
    identifying === null || random.fraction() < 0.05
      ? subject.indexOf("/", 1) + 1
      : identifying.index + 4 + random.below(identifying[0].length - 3);
  const prefix = subject.slice(0, length);
  return filterOf(example.eventType, [], prefix);
}

type StringOperator = Extract<AdvancedFilter, { values: readonly string[] }>["operatorType"];

function byString(examples: readonly EventGridEvent[], random: Random, operators: readonly StringOperator[]): Filter {
  const [example, { path, value }] = pickLeaf(examples, random, "string");
  const text = String(value);
  const operatorType = random.pick(operators);
  const part = operatorType.endsWith("In") ? text : cut(text, operatorType, random);
  return filterOf(example.eventType, [{ operatorType, key: `data.${path}`, values: [part] }]);
}

function cut(text: string, operator: StringOperator, random: Random): string {
  const length = Math.max(1, Math.floor(text.length * (0.6 + 0.3 * random.fraction())));
  if (operator.includes("Begins")) return text.slice(0, length);
  if (operator.includes("Ends")) return text.slice(-length);
  const start = random.below(text.length - length + 1);
  return text.slice(start, start + length);
}

function byNumber(examples: readonly EventGridEvent[], random: Random): Filter {
  const [example, { path, value }] = pickLeaf(examples, random, "number");
  const [number, key] = [Number(value), `data.${path}`];
  return filterOf(example.eventType, [
    random.pick<AdvancedFilter>([
      { operatorType: "NumberGreaterThan", key, value: number },
      { operatorType: "NumberLessThanOrEquals", key, value: number },
      { operatorType: "NumberIn", key, values: [number, number + 1] },
      { operatorType: "NumberInRange", key, values: [[number, number + 10]] },
    ]),
  ]);
}

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

/**
 * A field that a subscription asks about, among the first few of its payload. Three in four strings name something
 * particular (a number, an identifier, a name), the others one of a few values, such as a status.
 */
function pickLeaf(
  examples: readonly EventGridEvent[],
  random: Random,
  type: "string" | "number",
): readonly [EventGridEvent, Leaf] {
  const particular = type === "number" || random.fraction() < 0.75;
  for (;;) {
    const example = random.pick(examples);
    const leaves = leavesOf(example.data, "")
      .filter(({ path, value }) => typeof value === type && !/Time/.test(path))
      .filter(({ value }) => type === "number" || /\d{2}/.test(String(value)) === particular)
      .slice(0, 2);
    if (leaves.length > 0) return [example, random.pick(leaves)];
  }
}

/** The single values of a payload, with the keys that reach them. */
function leavesOf(value: unknown, path: string): readonly Leaf[] {
  if (Array.isArray(value) || value === null || value === "") return [];
  if (typeof value !== "object") return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) =>
    name.includes(".") ? [] : leavesOf(inner, path === "" ? name : `${path}.${name}`),
  );
}

export function filterOf(
  eventType: string,
  advancedFilters: readonly AdvancedFilter[],
  subjectBeginsWith = "",
): Filter {
  return {
    kind: "filter",
    eventTypes: [eventType],
    subjectBeginsWith,
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: false,
    advancedFilters,
  };
}
