import { describe, expect, expectTypeOf, test } from "vitest";
import type { Event } from "../../src/catalog/event.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import {
  type AssumptionName,
  type Assumptions,
  defaultAssumptions,
  openQuestions,
} from "../../src/filters/assumptions.ts";
import { readFilter } from "../../src/filters/azure-json/index.ts";
import { explain } from "../../src/filters/explain/explain.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { matches } from "../../src/filters/match/matches.ts";
import { buildIndex } from "../../src/subscription-index/subscription-index.ts";

function filter(parts: Partial<Filter>): Filter {
  return {
    kind: "filter",
    eventTypes: "All",
    subjectBeginsWith: "",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: false,
    advancedFilters: [],
    ...parts,
  };
}

const asking = (...advancedFilters: AdvancedFilter[]) => filter({ advancedFilters });
const insideArrays = (...advancedFilters: AdvancedFilter[]) =>
  filter({ advancedFilters, enableAdvancedFilteringOnArrays: true });

function event(data: unknown): Event {
  return {
    id: "1",
    eventType: "Microsoft.Communication.SMSReceived",
    subject: "/phonenumber/1",
    eventTime: "2026-01-01T00:00:00Z",
    data,
    dataVersion: "1.0",
    metadataVersion: "1",
  };
}

const cloudEvent = (parts: object): Event => ({ specversion: "1.0", id: "1", type: "t", source: "/s", ...parts });

const not = (value: unknown) =>
  [asking({ operatorType: "StringNotIn", key: "data.a", values: ["x"] }), event({ a: value })] as const;

/** For each option what each choice answers to: a filter and an event whose answer rests on it. */
const answers: {
  readonly [K in AssumptionName]: readonly {
    readonly asked: readonly [Filter, Event];
    readonly by: { readonly [C in Assumptions[K]]: boolean };
  }[];
} = {
  eventTypeCase: [
    {
      asked: [filter({ eventTypes: ["microsoft.communication.smsreceived"] }), event({})],
      by: { exact: false, "ignore-case": true },
    },
  ],
  allBesideNames: [
    { asked: [filter({ eventTypes: ["All", "Other"] }), event({})], by: { "every-type": true, "a-name": false } },
  ],
  emptyEventTypes: [{ asked: [filter({ eventTypes: [] }), event({})], by: { "every-type": true, "no-type": false } }],
  missingSubject: [
    {
      asked: [filter({ subjectBeginsWith: "/phonenumber/" }), cloudEvent({})],
      by: { "does-not-pass": false, passes: true },
    },
    {
      asked: [filter({ subjectEndsWith: "1" }), cloudEvent({ subject: null })],
      by: { "does-not-pass": false, passes: true },
    },
  ],
  dataKeyCase: [
    {
      asked: [asking({ operatorType: "StringIn", key: "data.MessageId", values: ["1"] }), event({ messageId: "1" })],
      by: { "ignore-case": true, exact: false },
    },
  ],
  explicitNull: [{ asked: not(null), by: { "like-missing": true, "not-matched": false } }],
  typeMismatch: [
    { asked: not(5), by: { "like-missing": true, "not-matched": false, "as-text": true } },
    {
      asked: [
        asking({ operatorType: "StringBeginsWith", key: "comexampleothervalue", values: ["5", "1"] }),
        cloudEvent({ comexampleothervalue: 5 }),
      ],
      by: { "like-missing": false, "not-matched": false, "as-text": true },
    },
    {
      asked: [asking({ operatorType: "NumberNotIn", key: "data.a", values: [5] }), event({ a: "5" })],
      by: { "like-missing": true, "not-matched": false, "as-text": true },
    },
  ],
  missingInRange: [
    {
      asked: [asking({ operatorType: "NumberNotInRange", key: "data.a", values: [[1, 2]] }), event({})],
      by: { neither: false, "not-in-range": true },
    },
    {
      asked: [asking({ operatorType: "NumberInRange", key: "data.a", values: [[1, 2]] }), event({})],
      by: { neither: false, "not-in-range": false },
    },
  ],
  arrayFlagOff: [
    { asked: not(["y"]), by: { "not-matched": false, "like-missing": true } },
    {
      asked: [asking({ operatorType: "StringIn", key: "data.a", values: ["y"] }), event({ a: ["y"] })],
      by: { "not-matched": false, "like-missing": false },
    },
  ],
  arrayIsNotNull: [
    {
      asked: [asking({ operatorType: "IsNotNull", key: "data.a" }), event({ a: [] })],
      by: { matched: true, "not-matched": false },
    },
    {
      asked: [asking({ operatorType: "IsNullOrUndefined", key: "data.a" }), event({ a: [] })],
      by: { matched: false, "not-matched": false },
    },
  ],
  emptyArray: [
    {
      asked: [insideArrays({ operatorType: "StringNotContains", key: "data.a", values: ["x"] }), event({ a: [] })],
      by: { "negatives-match": true, "like-missing": false },
    },
  ],
  nestedArray: [
    {
      asked: [insideArrays({ operatorType: "NumberIn", key: "data.a", values: [1] }), event({ a: [[2, [1]]] })],
      by: { ignored: false, flattened: true },
    },
  ],
  missingParent: [
    {
      asked: [asking({ operatorType: "IsNullOrUndefined", key: "data.a.b" }), event({ a: null })],
      by: { missing: true, "not-matched": false },
    },
    {
      asked: [asking({ operatorType: "IsNullOrUndefined", key: "data.a.b" }), event({ a: {} })],
      by: { missing: true, "not-matched": true },
    },
  ],
  arrayIndexInKey: [
    {
      asked: [asking({ operatorType: "StringIn", key: "data.list.1", values: ["b"] }), event({ list: ["a", "b"] })],
      by: { "does-not-resolve": false, element: true },
    },
  ],
  unlistedKeys: [
    {
      asked: [asking({ operatorType: "IsNotNull", key: "eventtime" }), event({})],
      by: { "do-not-resolve": false, resolve: true },
    },
    {
      asked: [asking({ operatorType: "IsNotNull", key: "time" }), cloudEvent({ time: "2026-01-01T00:00:00Z" })],
      by: { "do-not-resolve": false, resolve: true },
    },
  ],
  cloudEventSubject: [
    {
      asked: [asking({ operatorType: "StringIn", key: "subject", values: ["s"] }), cloudEvent({ subject: "s" })],
      by: { resolves: true, "does-not-resolve": false },
    },
  ],
  emptyFilterValue: [
    {
      asked: [asking({ operatorType: "StringContains", key: "data.a", values: [""] }), event({ a: "x" })],
      by: { "every-string": true, "no-string": false },
    },
    {
      asked: [asking({ operatorType: "StringNotEndsWith", key: "data.a", values: [""] }), event({ a: "x" })],
      by: { "every-string": false, "no-string": true },
    },
    {
      asked: [asking({ operatorType: "StringIn", key: "data.a", values: [""] }), event({ a: "" })],
      by: { "every-string": true, "no-string": true },
    },
  ],
  stringCase: [
    {
      asked: [asking({ operatorType: "StringBeginsWith", key: "data.a", values: ["ÄPFEL"] }), event({ a: "äpfel" })],
      by: { ordinal: true, ascii: false },
    },
    {
      asked: [asking({ operatorType: "StringIn", key: "data.a", values: ["SS"] }), event({ a: "ß" })],
      by: { ordinal: false, ascii: false },
    },
  ],
};

const rows = Object.entries(answers).flatMap(([name, cases]) =>
  cases.flatMap(({ asked, by }) =>
    Object.entries(by).map(([choice, answer]) => ({ name, choice, asked, answer: Boolean(answer) })),
  ),
);

describe("each choice of each option", () => {
  test.each(rows)("$name: $choice", ({ name, choice, asked: [asked, of], answer }) => {
    const assumptions: Assumptions = { ...defaultAssumptions, [name]: choice };
    expect(matches(asked, of, assumptions)).toBe(answer);
    expect(buildIndex([{ name: "s", filter: asked }], assumptions).match(of)).toEqual(answer ? ["s"] : []);
  });

  test.each(Object.entries(answers))("%s makes a difference", (_, cases) => {
    const answersGiven = cases.map(({ by }) => new Set(Object.values(by)));
    expect(answersGiven.some((given) => given.size === 2)).toBe(true);
  });
});

describe("the table of options", () => {
  test.each(Object.entries(openQuestions))(
    "%s asks, and answers with its default among the choices",
    (name, option) => {
      expect(option.question).toMatch(/^[A-Z].*\?$/);
      expect(Object.keys(option.choices).length).toBeGreaterThan(1);
      for (const answer of Object.values(option.choices)) expect(answer).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(option.choices)).toContain(option.default);
      expect(defaultAssumptions[name as AssumptionName]).toBe(option.default);
    },
  );

  test("a choice that an option does not have does not compile", () => {
    expectTypeOf<Assumptions["typeMismatch"]>().toEqualTypeOf<"like-missing" | "not-matched" | "as-text">();
    // @ts-expect-error: the choices are those of the table
    const wrong: Assumptions = { ...defaultAssumptions, explicitNull: "matched" };
    expect(wrong.explicitNull).toBe("matched");
  });
});

test('"All" beside names, as Azure\'s JSON has it, reaches matcher, index and explanation', () => {
  const { filter: read } = readFilter({ includedEventTypes: ["All", "Other"] });
  for (const [allBesideNames, passes] of [
    ["every-type", true],
    ["a-name", false],
  ] as const) {
    const assumptions = { ...defaultAssumptions, allBesideNames };
    expect(matches(read, event({}), assumptions)).toBe(passes);
    expect(buildIndex([{ name: "s", filter: read }], assumptions).match(event({}))).toEqual(passes ? ["s"] : []);
    expect(explain(read, event({}), assumptions)).toMatchObject({
      matched: passes,
      conditions: [{ wanted: ["All", "Other"], held: passes, decidedBy: ["allBesideNames"] }],
    });
  }
});
