import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/catalog/event.ts";
import { type EventType, eventTypes, isEventType } from "../../src/catalog/event-types.ts";
import type { Field, Fields } from "../../src/catalog/payloads/field.ts";
import { payloadTables } from "../../src/catalog/payloads/payload-tables.ts";
import { documentedAnswers, type EventTypeAnswer, indexReceivers, isDocumented } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { lawRuns } from "../law-runs.ts";
import { aFilter, chatMessage, incomingCall, smsReceived, smsReport } from "./a-filter.ts";
import { eventsNear, lostEvents, passes, typesListed } from "./judge.ts";

const types: readonly EventType[] = [
  smsReceived,
  smsReport,
  incomingCall,
  chatMessage,
  "Microsoft.Communication.EmailDeliveryReportReceived",
  "Microsoft.Communication.AdvancedMessageReceived",
  "Microsoft.Communication.RouterJobClosed",
  "Microsoft.Communication.RouterWorkerOfferIssued",
];

interface AskedField {
  readonly key: string;
  readonly field: Field;
}

function fieldsOf(fields: Fields, around: string): readonly AskedField[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const key = `${around}.${name}`;
    const spelled = (field.spellings ?? []).map((spelling) => ({ key: `${around}.${spelling}`, field }));
    return [{ key, field }, ...spelled, ...(field.kind === "object" ? fieldsOf(field.fields ?? {}, key) : [])];
  });
}

const words = ["1555", "15555555555", "+1555", "4:+1", "+1206", "8:acs:", "19:", "whatsapp", "Full", "a", "job", "Bob"];
const textOperators = [
  ...["StringIn", "StringNotIn", "StringBeginsWith", "StringNotBeginsWith"],
  ...["StringContains", "StringNotContains", "StringEndsWith"],
] as const;

/** A condition on a field that one of the types has, nested ones and other spellings included, or on the subject. */
const aCondition: fc.Arbitrary<AdvancedFilter> = fc
  .constantFrom(...types)
  .chain((type) =>
    fc.constantFrom<AskedField>(
      ...fieldsOf(payloadTables[type], "data"),
      { key: "subject", field: { kind: "string" } },
      { key: "data.nobody", field: { kind: "string" } },
    ),
  )
  .chain(({ key, field }): fc.Arbitrary<AdvancedFilter> => {
    const presence = fc.constantFrom("IsNotNull" as const, "IsNullOrUndefined" as const);
    const ofPresence = presence.map((operatorType): AdvancedFilter => ({ operatorType, key }));
    if (field.kind === "number") {
      const operator = fc.constantFrom("NumberGreaterThan" as const, "NumberLessThanOrEquals" as const);
      const ofNumber = fc.record({
        operatorType: operator,
        key: fc.constant(key),
        value: fc.integer({ min: -1, max: 3 }),
      });
      return fc.oneof(ofNumber, ofPresence);
    }
    const value = fc.constantFrom(...words, ...(field.values ?? []));
    const ofText = fc.record({
      operatorType: fc.constantFrom(...(textOperators as readonly "StringIn"[])),
      key: fc.constant(key),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    });
    return fc.oneof({ weight: 4, arbitrary: ofText }, { weight: 1, arbitrary: ofPresence });
  });

const roots = types.flatMap((type) => eventTypes[type].subjects.map((template) => template.split("{")[0] ?? ""));
const aPrefix = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...roots), fc.constantFrom("", ...words)).map((parts) => parts.join("")),
  },
);
const aList = fc.oneof(
  { weight: 6, arbitrary: fc.uniqueArray(fc.constantFrom<string>(...types), { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant<Filter["eventTypes"]>("All") },
  { weight: 1, arbitrary: fc.constant<Filter["eventTypes"]>([]) },
  { weight: 1, arbitrary: fc.constantFrom(...types).map((type) => ["All", type]) },
  { weight: 1, arbitrary: fc.constant(["Microsoft.Communication.ChatMemberAddedToThreadWithUser", smsReceived]) },
);
const anyFilter: fc.Arbitrary<Filter> = fc
  .record({
    eventTypes: aList,
    subjectBeginsWith: aPrefix,
    subjectEndsWith: fc.oneof(
      { weight: 5, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom("5", "x") },
    ),
    isSubjectCaseSensitive: fc.boolean(),
    enableAdvancedFilteringOnArrays: fc.boolean(),
    advancedFilters: fc.array(aCondition, { maxLength: 3 }),
  })
  .map(aFilter);

/** A subscription of base, and those of head: some are made of it, so that they take it between them. */
const aChange = fc
  .tuple(anyFilter, fc.array(anyFilter, { maxLength: 2 }), fc.array(aCondition, { maxLength: 2 }), fc.boolean())
  .map(([base, others, added, isKept]): readonly [Filter, readonly Filter[]] => {
    const derived = added.map((condition, index): Filter => {
      const kept = isKept ? base.advancedFilters : base.advancedFilters.slice(1);
      return index === 0
        ? { ...base, advancedFilters: [...kept, condition] }
        : { ...base, advancedFilters: [condition] };
    });
    return [base, [...derived, ...others]];
  });

function judged(base: Filter, head: readonly Filter[], answers: readonly EventTypeAnswer[]): void {
  expect(answers.filter(({ documented }) => documented).map(({ eventType }) => eventType)).toEqual(
    Object.keys(eventTypes).filter((type) => typesListed(base).some((listed) => listed === type)),
  );
  for (const answer of answers) {
    const { eventType } = answer;
    if (answer.answer === "some") {
      expect(passes(base, answer.event)).toBe(true);
      expect(head.filter((filter) => passes(filter, answer.event))).toEqual([]);
      if (answer.documented) expect(isDocumented(answer.event), JSON.stringify(answer.event)).toBe(true);
    }
    if (answer.answer !== "none" || !isEventType(eventType) || !types.includes(eventType)) continue;
    expect(lostEvents(base, head, eventType), eventType).toEqual([]);
  }
}

test("nothing is lost that an answer denies, and what it shows is lost by everybody", () => {
  const seen = { none: 0, some: 0, undecided: 0 };
  fc.assert(
    fc.property(aChange, ([base, head]) => {
      const answers = documentedAnswers({
        passing: [{ filter: base }],
        notPassing: indexReceivers(head.map((filter) => ({ filter }))).overlapping(base),
      });
      judged(base, head, answers);
      for (const { answer, eventType } of answers) if (types.some((type) => type === eventType)) seen[answer] += 1;
    }),
    { numRuns: lawRuns(40) },
  );
  // Of 1,600 such changes 0.4 % are undecided; of 40, at most 2 % were.
  expect(seen.none).toBeGreaterThan(50);
  expect(seen.some).toBeGreaterThan(10);
  expect(seen.undecided / (seen.none + seen.some)).toBeLessThan(0.04);
}, 60_000);

test("what passes two filters, and what passes none, is judged alike", () => {
  fc.assert(
    fc.property(anyFilter, anyFilter, (a, b) => {
      for (const answer of documentedAnswers({ passing: [{ filter: a }, { filter: b }], notPassing: [] })) {
        if (answer.answer === "some") expect(passes(a, answer.event) && passes(b, answer.event)).toBe(true);
        if (answer.answer !== "none" || !isEventType(answer.eventType) || !types.includes(answer.eventType)) continue;
        const isInBoth = (event: Event) => passes(a, event) && passes(b, event);
        expect(eventsNear(answer.eventType, [a, b], isInBoth)).toEqual([]);
      }
    }),
    { numRuns: lawRuns(20) },
  );
}, 60_000);
