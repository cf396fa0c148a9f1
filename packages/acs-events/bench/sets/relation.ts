/**
 * The algebra of filters: a process of its own, so that the first comparison is a cold one. Run with
 * `npm run bench -- --only sets`.
 */

import { checkSets, filterRelation } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { report } from "../case.ts";
import { type Random, random } from "../random.ts";

const source = random(1);

interface Row {
  readonly work: string;
  readonly milliseconds: number;
  readonly goal: number;
}

const rows: Row[] = [];

function measure(work: string, goal: number, run: () => void): void {
  const start = performance.now();
  run();
  rows.push({ work, milliseconds: performance.now() - start, goal });
}

function aFilter(parts: Partial<Filter>): Filter {
  return {
    kind: "filter",
    eventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: false,
    advancedFilters: [],
    ...parts,
  };
}

function words(count: number, length: number, { pick }: Random, letters = "abcdefgh0123"): string[] {
  return Array.from({ length: count }, () => Array.from({ length }, () => pick([...letters])).join(""));
}

type TextOperator = "StringContains" | "StringNotContains" | "StringBeginsWith" | "StringEndsWith" | "StringNotIn";

const one = (operatorType: TextOperator, values: readonly string[], key = "data.message") =>
  aFilter({ advancedFilters: [{ operatorType, key, values }] });

const each = (operatorType: TextOperator, values: readonly string[], key = "data.message") =>
  aFilter({ advancedFilters: values.map((value): AdvancedFilter => ({ operatorType, key, values: [value] })) });

measure("25 words contained against 25 not contained, 20 letters, cold", 250, () => {
  filterRelation(one("StringContains", words(25, 20, source)), one("StringNotContains", words(25, 20, source)));
});

const long = () => words(25, 512, source);
const alike = (length: number) => words(25, length, source, "ab");
const pairs: readonly (readonly [string, Filter, Filter])[] = [
  ["one condition of 25 words each", one("StringContains", long()), one("StringNotContains", long())],
  ["25 conditions each", each("StringContains", long()), each("StringContains", long())],
  [
    "25 conditions each on the subject",
    each("StringContains", long(), "subject"),
    each("StringContains", long(), "subject"),
  ],
  [
    "suffixes of the subject",
    one("StringEndsWith", long(), "subject"),
    one("StringEndsWith", words(25, 20, source), "subject"),
  ],
  ["words of two letters", each("StringContains", alike(512)), each("StringNotContains", alike(5))],
  ["words that are parts of each other", each("StringContains", alike(512)), each("StringContains", alike(9))],
];
for (const [work, before, after] of pairs) {
  measure(`the largest legal filters: ${work}`, 1_000, () => filterRelation(before, after));
}

const roots: readonly (readonly [string, string])[] = [
  ["SMSReceived", "/phonenumber/"],
  ["SMSDeliveryReportReceived", "/phonenumber/"],
  ["IncomingCall", "/caller/4:+"],
  ["ChatMessageReceived", "thread/19:"],
  ["RouterJobReceived", "job/"],
];

function subscriptionFilter(index: number): Filter {
  const [type, root] = source.pick(roots);
  const values = [String(index), "b"];
  const conditions: readonly AdvancedFilter[][] = [
    ...Array.from({ length: 12 }, () => []),
    ...Array.from({ length: 5 }, (): AdvancedFilter[] => [
      { operatorType: "StringContains", key: "data.message", values },
    ]),
    ...Array.from({ length: 2 }, (): AdvancedFilter[] => [
      { operatorType: "NumberGreaterThan", key: "data.version", value: index },
    ]),
    [{ operatorType: "StringNotContains", key: "data.message", values }],
  ];
  return aFilter({
    eventTypes: [`Microsoft.Communication.${type}`],
    subjectBeginsWith: root + source.below(10_000),
    advancedFilters: source.pick(conditions),
  });
}

const before = Array.from({ length: 1_000 }, (_, index) => subscriptionFilter(index));
const after = before.map((filter, index): Filter => {
  if (index % 10 !== 0) return structuredClone(filter);
  if (index % 20 === 0) return { ...filter, subjectBeginsWith: `${filter.subjectBeginsWith}5` };
  const condition: AdvancedFilter = { operatorType: "StringNotIn", key: "data.to", values: ["x"] };
  return { ...filter, advancedFilters: [...filter.advancedFilters, condition] };
});

measure("1,000 subscriptions, 100 of them changed", 1_000, () => {
  for (const [index, filter] of before.entries()) filterRelation(filter, after[index] ?? filter);
});
measure("checkSets on 1,000 subscriptions", 1_000, () => {
  for (const filter of after) checkSets(filter);
});

const resident = process.memoryUsage().rss / 2 ** 20;
report([
  ...rows.map(({ work, milliseconds, goal }) => ({
    work,
    result: `${milliseconds.toFixed(0)} ms`,
    goal: `under ${goal} ms`,
    reached: milliseconds <= goal,
  })),
  {
    work: "memory of the algebra's process",
    result: `${resident.toFixed(0)} MiB`,
    goal: "under 300 MB",
    reached: resident < 300,
  },
]);
