import { describe, expect, expectTypeOf, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import type { Fields } from "../../src/catalog/payloads/field.ts";
import { payloadTables } from "../../src/catalog/payloads/payload-tables.ts";
import { filter, unlisted } from "../../src/filter-builder/index.ts";
import { fieldOperators } from "../../src/filter-builder/operator-names.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import { operators } from "../../src/filters/operators.ts";
import { idsThrown, thrown } from "./thrown.ts";

const sms = "Microsoft.Communication.SMSReceived";
const report = "Microsoft.Communication.SMSDeliveryReportReceived";
const analysis = "Microsoft.Communication.AdvancedMessageAnalysisCompleted";
const started = "Microsoft.Communication.CallStarted";
const toUser = "Microsoft.Communication.ChatMessageReceived";
const inThread = "Microsoft.Communication.ChatMessageReceivedInThread";
const job = "Microsoft.Communication.RouterJobQueued";

describe("where", () => {
  test("every operator makes the condition that Azure knows", () => {
    const text = filter({
      eventTypes: [sms],
      where: ({ data: { from } }) => [
        from.isIn("1", "2"),
        from.isNotIn("1"),
        from.contains("1"),
        from.notContains("1"),
        from.beginsWith("1"),
        from.notBeginsWith("1"),
        from.endsWith("1"),
        from.notEndsWith("1"),
        from.isNull(),
        from.isNotNull(),
        from.isPhoneNumber("15551234567", "33123456789"),
        from.phoneNumberBeginsWith("1555"),
      ],
    });
    const number = filter({
      eventTypes: [sms],
      where: ({ data: { segmentCount } }) => [
        segmentCount.isIn(1, 2),
        segmentCount.isNotIn(3),
        segmentCount.lessThan(4),
        segmentCount.lessThanOrEquals(5),
        segmentCount.greaterThan(0.5),
        segmentCount.greaterThanOrEquals(1),
        segmentCount.inRange([1, 2], [4, 5]),
        segmentCount.notInRange([3, 3]),
      ],
    });
    const flag = filter({ eventTypes: [started], where: ({ data }) => [data.isTwoParty.equals(true)] });
    const made = [...text.advancedFilters, ...number.advancedFilters, ...flag.advancedFilters];
    expect(made).toStrictEqual([
      { operatorType: "StringIn", key: "data.from", values: ["1", "2"] },
      { operatorType: "StringNotIn", key: "data.from", values: ["1"] },
      { operatorType: "StringContains", key: "data.from", values: ["1"] },
      { operatorType: "StringNotContains", key: "data.from", values: ["1"] },
      { operatorType: "StringBeginsWith", key: "data.from", values: ["1"] },
      { operatorType: "StringNotBeginsWith", key: "data.from", values: ["1"] },
      { operatorType: "StringEndsWith", key: "data.from", values: ["1"] },
      { operatorType: "StringNotEndsWith", key: "data.from", values: ["1"] },
      { operatorType: "IsNullOrUndefined", key: "data.from" },
      { operatorType: "IsNotNull", key: "data.from" },
      {
        operatorType: "StringIn",
        key: "data.from",
        values: ["15551234567", "+15551234567", "33123456789", "+33123456789"],
      },
      { operatorType: "StringBeginsWith", key: "data.from", values: ["1555", "+1555"] },
      { operatorType: "NumberIn", key: "data.segmentCount", values: [1, 2] },
      { operatorType: "NumberNotIn", key: "data.segmentCount", values: [3] },
      { operatorType: "NumberLessThan", key: "data.segmentCount", value: 4 },
      { operatorType: "NumberLessThanOrEquals", key: "data.segmentCount", value: 5 },
      { operatorType: "NumberGreaterThan", key: "data.segmentCount", value: 0.5 },
      { operatorType: "NumberGreaterThanOrEquals", key: "data.segmentCount", value: 1 },
      {
        operatorType: "NumberInRange",
        key: "data.segmentCount",
        values: [
          [1, 2],
          [4, 5],
        ],
      },
      { operatorType: "NumberNotInRange", key: "data.segmentCount", values: [[3, 3]] },
      { operatorType: "BoolEquals", key: "data.isTwoParty", value: true },
    ]);
    expect(new Set(made.map(({ operatorType }) => operatorType))).toEqual(new Set(Object.keys(operators)));
    expect(made.every((one) => Object.isFrozen(one) && (!("values" in one) || Object.isFrozen(one.values)))).toBe(true);
  });

  test("a phone number is given in digits, and anything else is an error", () => {
    // @ts-expect-error: a plus
    const plus = () => filter({ eventTypes: [sms], where: ({ data }) => [data.to.isPhoneNumber("+1555")] });
    expect(thrown(plus)).toMatchObject([{ id: "phone-number-not-digits", path: "filter.advancedFilters" }]);
    // @ts-expect-error: nothing
    const nothing = () => filter({ eventTypes: [sms], where: ({ data }) => [data.to.phoneNumberBeginsWith("")] });
    expect(idsThrown(nothing)).toEqual(["phone-number-not-digits"]);
  });

  test("no property of a payload has the name of an operator, so that a name means one thing", () => {
    const names = eventTypeNames.flatMap((type) => namesIn(payloadTables[type]));
    expect(names).toContain("rawId");
    expect(names.filter((name) => Object.hasOwn(fieldOperators, name) || name === "entry")).toEqual([]);
  });

  test("a field exists when every chosen type has it", () => {
    filter({
      eventTypes: [sms, report],
      where: ({ data }) => {
        expectTypeOf(data.from.contains("1")).toEqualTypeOf<AdvancedFilter>();
        return [data.from.isIn("15551234567")];
      },
    });
    // @ts-expect-error: SMSReceived has no deliveryStatus; when it runs, that is a warning
    const both = filter({ eventTypes: [sms, report], where: (event) => [event.data.deliveryStatus.isIn("Failed")] });
    expect(both.advancedFilters).toHaveLength(1);
    // @ts-expect-error: neither has it
    const run = () => filter({ eventTypes: [sms], where: (event) => [event.data.form.isIn("1")] });
    expect(thrown(run)).toMatchObject([
      { id: "field-unknown", fix: "data.from", path: "filter.advancedFilters[0].key" },
    ]);
  });

  test("a field has one type in all of them", () => {
    // @ts-expect-error: a number in user-level chat events, text in thread-level ones
    const run = () => filter({ eventTypes: [toUser, inThread], where: (event) => [event.data.version.isIn(1)] });
    expect(run().advancedFilters).toHaveLength(1);
  });

  test("an operator fits the type of its field", () => {
    // @ts-expect-error: a number
    const text = () => filter({ eventTypes: [sms], where: (event) => [event.data.segmentCount.contains("1")] });
    expect(idsThrown(text)).toEqual(["operator-wrong-for-field"]);
    // @ts-expect-error: text
    const number = () => filter({ eventTypes: [sms], where: (event) => [event.data.from.lessThan(5)] });
    expect(idsThrown(number)).toEqual(["operator-wrong-for-field"]);
    // @ts-expect-error: text that looks like a number is none
    const operand = () => filter({ eventTypes: [sms], where: (event) => [event.data.segmentCount.lessThan("5")] });
    expect(thrown(operand)).toMatchObject([{ id: "operand-wrong-type", value: "5", fix: 5 }]);
    // @ts-expect-error: text and numbers together
    const both = () => filter({ eventTypes: [sms], where: (event) => [event.data.from.isIn("1", 2)] });
    expect(idsThrown(both)).toEqual(["operand-wrong-type"]);
    // @ts-expect-error: one value
    const two = () => filter({ eventTypes: [started], where: (event) => [event.data.isTwoParty.equals(true, false)] });
    expect(idsThrown(two)).toEqual(["operand-wrong-type"]);
  });

  test("values of a known list are those on it, or said to be unlisted", () => {
    const where = filter({
      eventTypes: [report],
      where: (event) => [event.data.deliveryStatus.isIn("Failed", unlisted("Expired"))],
    });
    expect(where.advancedFilters).toEqual([
      { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed", "Expired"] },
    ]);
    // @ts-expect-error: misspelt; when it runs, that is a warning
    filter({ eventTypes: [report], where: (event) => [event.data.deliveryStatus.isIn("Fialed")] });
    const text: string = "Failed";
    // @ts-expect-error: a plain string can be anything
    filter({ eventTypes: [report], where: (event) => [event.data.deliveryStatus.isNotIn(text)] });
    // A part of a value is not on any list.
    filter({ eventTypes: [report], where: (event) => [event.data.deliveryStatus.beginsWith(text)] });
  });

  test("text without a known list takes any string, also many", () => {
    const numbers: readonly string[] = ["15551234567", "15551234568"];
    const made = filter({ eventTypes: [sms], where: (event) => [event.data.to.isIn(...numbers)] });
    expect(made.advancedFilters).toEqual([{ operatorType: "StringIn", key: "data.to", values: numbers }]);
    expect(idsThrown(() => filter({ eventTypes: [sms], where: (event) => [event.data.to.isIn()] }))).toEqual([
      "values-empty",
    ]);
  });

  test("a list of text is compared element by element, which the filter says by itself", () => {
    const some = filter({ eventTypes: [analysis], where: (event) => [event.data.extractedKeyPhrases.isIn("refund")] });
    expect(some.enableAdvancedFilteringOnArrays).toBe(true);
    expect(some.advancedFilters).toEqual([
      { operatorType: "StringIn", key: "data.extractedKeyPhrases", values: ["refund"] },
    ]);
    const there = filter({ eventTypes: [analysis], where: (event) => [event.data.extractedKeyPhrases.isNotNull()] });
    expect(there.enableAdvancedFilteringOnArrays).toBe(false);
    const none = filter({ eventTypes: [analysis], where: (event) => [event.data.from.isIn("1")] });
    expect(none.enableAdvancedFilteringOnArrays).toBe(false);
  });

  test("fails for an array of objects", () => {
    // @ts-expect-error: Event Grid cannot look into it
    const run = () => filter({ eventTypes: [report], where: (event) => [event.data.deliveryAttempts.isIn("1")] });
    expect(idsThrown(run)).toEqual(["field-is-object"]);
  });

  test("fields inside objects, and entries of maps", () => {
    const made = filter({
      eventTypes: [toUser],
      where: ({ data }) => [
        data.senderCommunicationIdentifier.rawId.beginsWith("8:acs:"),
        data.senderCommunicationIdentifier.phoneNumber.isNull(),
        data.metadata.entry("priority").isIn("high"),
      ],
    });
    expect(made.advancedFilters.map(({ key }) => key)).toEqual([
      "data.senderCommunicationIdentifier.rawId",
      "data.senderCommunicationIdentifier.phoneNumber",
      "data.metadata.priority",
    ]);
    expect(() => filter({ eventTypes: [job], where: ({ data }) => [data.labels.entry("a.b").isIn("x")] })).toThrow(
      'filter.advancedFilters: The name "a.b" below "data.labels" has a dot in it, and no key can say that: dots separate, and cannot be escaped. Look at it in the handler.',
    );
  });
});

function namesIn(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [name, ...namesIn(field.fields ?? {})]);
}
