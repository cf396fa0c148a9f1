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

  test("keys of the envelope are those of the delivery schema", () => {
    const eventGrid = filter({
      eventTypes: [sms, report],
      where: (event) => [
        event.id.beginsWith("a"),
        event.topic.contains("/contoso-"),
        event.subject.contains("555"),
        event.eventType.isIn(sms),
        event.dataVersion.isIn("1.0"),
      ],
    });
    expect(eventGrid.advancedFilters.map(({ key }) => key)).toEqual([
      "id",
      "topic",
      "subject",
      "eventType",
      "dataVersion",
    ]);
    const cloudEvents = filter({
      eventTypes: [sms, report],
      deliverySchema: "CloudEventSchemaV1_0",
      where: (event) => [
        event.id.beginsWith("a"),
        event.source.contains("/contoso-"),
        event.type.isIn(sms),
        event.specversion.isIn("1.0"),
        event.subject.contains("555"),
        event.data.from.isNotNull(),
      ],
    });
    expect(cloudEvents.advancedFilters.map(({ key }) => key)).toEqual([
      "id",
      "source",
      "type",
      "specversion",
      "subject",
      "data.from",
    ]);
    // @ts-expect-error: the name that CloudEvents have for it
    const source = () => filter({ eventTypes: [sms], where: (event) => [event.source.contains("/contoso-")] });
    expect(thrown(source)).toMatchObject([{ id: "key-of-other-schema", fix: "topic" }]);
    const deliverySchema = "CloudEventSchemaV1_0";
    // @ts-expect-error: the name that the Event Grid schema has for it
    const topic = () => filter({ eventTypes: [sms], deliverySchema, where: (event) => [event.topic.contains("/c")] });
    expect(thrown(topic)).toMatchObject([{ id: "key-of-other-schema", fix: "source" }]);
    // @ts-expect-error: not among the chosen types
    filter({ eventTypes: [sms], where: (event) => [event.eventType.isIn(report)] });
    // @ts-expect-error: no such schema
    expect(idsThrown(() => filter({ eventTypes: [sms], deliverySchema: "CustomInputSchema" }))).toEqual([
      "filter-option-invalid",
    ]);
  });

  test("a condition may be a plain record, checked when it runs", () => {
    const condition = { operatorType: "StringIn", key: "data.from", values: ["1"] } as const;
    expect(filter({ eventTypes: [sms], where: () => [condition] }).advancedFilters).toEqual([condition]);
    const misplaced = { operatorType: "StringIn", key: "data.from", value: "1" };
    // @ts-expect-error: values, not value
    expect(idsThrown(() => filter({ eventTypes: [sms], where: () => [misplaced] }))).toEqual(["operand-misplaced"]);
  });

  test("fails for what is not a list of conditions", () => {
    // @ts-expect-error: one condition, without a list
    const single = () => filter({ eventTypes: [sms], where: (event) => event.data.from.isIn("1") });
    expect(idsThrown(single)).toEqual(["filter-option-invalid"]);
    // @ts-expect-error: a field, without an operator
    const bare = () => filter({ eventTypes: [sms], where: (event) => [event.data.from] });
    expect(idsThrown(bare)).toContain("operator-missing");
    // @ts-expect-error: no function
    expect(idsThrown(() => filter({ eventTypes: [sms], where: ["data.from"] }))).toEqual(["filter-option-invalid"]);
    const cause = new Error("of the caller's own");
    const run = () =>
      filter({
        eventTypes: [sms],
        where: () => {
          throw cause;
        },
      });
    expect(run).toThrow(cause);
  });

  test("says everything that is wrong at once", () => {
    const run = () =>
      filter({
        // @ts-expect-error: case counts
        eventTypes: [sms, "Microsoft.Communication.SmsReceived"],
        // @ts-expect-error: the slash is missing
        subjectBeginsWith: "phonenumber/1555",
        // @ts-expect-error: no such field
        where: (event) => [event.data.form.isIn(...Array.from({ length: 26 }, (_, i) => `${i}`))],
      });
    expect(() => run()).toThrow(
      [
        "The filter has 4 problems:",
        '  filter.includedEventTypes[1]: "Microsoft.Communication.SmsReceived" is not an event type of Communication Services. Did you mean "Microsoft.Communication.SMSReceived"?',
        '  filter.subjectBeginsWith: No subject of SMSReceived begins with "phonenumber/1555". Its subjects look like "/phonenumber/{phoneNumber}". The documentation\'s table shows the prefix without the slash, but every published event has it. Did you mean "/phonenumber/1555"?',
        "  filter.advancedFilters: The advanced filters have 26 values together; Azure takes 25 in one subscription. Use a prefix in place of many values, or divide them among several subscriptions.",
        '  filter.advancedFilters[0].key: No documented payload of SMSReceived has "data.form"; the condition never holds. Did you mean "data.from"?',
      ].join("\n"),
    );
  });
});

function namesIn(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [name, ...namesIn(field.fields ?? {})]);
}
