import { describe, expect, test } from "vitest";
import { filter } from "../../src/filter-builder/index.ts";
import { idsThrown, thrown } from "./thrown.ts";

const sms = "Microsoft.Communication.SMSReceived";
const report = "Microsoft.Communication.SMSDeliveryReportReceived";

describe("where, beside the payload", () => {
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
      new RegExp(
        [
          "^The filter has 4 problems:",
          '  filter\\.includedEventTypes\\[1\\]: "Microsoft\\.Communication\\.SmsReceived" .*',
          '  filter\\.subjectBeginsWith: No subject of SMSReceived begins with "phonenumber/1555"\\. .*',
          "  filter\\.advancedFilters: The advanced filters have 26 values together; .*",
          '  filter\\.advancedFilters\\[0\\]\\.key: .* "data\\.form"; .* Did you mean "data\\.from"\\?$',
        ].join("\n"),
      ),
    );
  });
});
