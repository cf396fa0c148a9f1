import { describe, expect, test } from "vitest";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { filterSource } from "../../src/team-files/filter-source.ts";
import { call as callSource, literal } from "../../src/team-files/literal.ts";

const sms = "Microsoft.Communication.SMSReceived";
const report = "Microsoft.Communication.SMSDeliveryReportReceived";
const call = "Microsoft.Communication.IncomingCall";
const chat = "Microsoft.Communication.ChatMessageReceivedInThread";

function sourceOf(filter: object, eventDeliverySchema = "EventGridSchema") {
  const [record] = readSubscriptionSet([{ name: "one", filter, eventDeliverySchema }]).subscriptions;
  if (record === undefined) throw new Error("nothing was read");
  const { code, ...rest } = filterSource(record);
  // Lines and the commas at their ends are the formatter's.
  const flat = literal(code)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/, ([}\]])/g, " $1")
    .replaceAll("[ ", "[");
  return { code: flat, ...rest };
}

const where = (type: string, condition: object) => ({ includedEventTypes: [type], advancedFilters: [condition] });

describe("in the words of the builders", () => {
  test.each<[object, string]>([
    [{ includedEventTypes: ["All"] }, 'filter({ eventTypes: "All" })'],
    [
      { includedEventTypes: [sms], subjectBeginsWith: "/phonenumber/1555" },
      `filter({ eventTypes: ["${sms}"], subjectBeginsWith: phoneNumber("1555") })`,
    ],
    [
      { includedEventTypes: [chat], subjectBeginsWith: "thread/19:a@thread.v2/", subjectEndsWith: "/sender/8:acs:b" },
      `filter({ eventTypes: ["${chat}"], subjectBeginsWith: thread("19:a@thread.v2"), subjectEndsWith: senderEnd("8:acs:b") })`,
    ],
    [
      { includedEventTypes: [sms], subjectBeginsWith: "/phonenumber/", isSubjectCaseSensitive: true },
      `filter({ eventTypes: ["${sms}"], subjectBeginsWith: phoneNumber.any, isSubjectCaseSensitive: true })`,
    ],
    [
      { includedEventTypes: [sms], enableAdvancedFilteringOnArrays: true },
      `filter({ eventTypes: ["${sms}"], enableAdvancedFilteringOnArrays: true })`,
    ],
    [
      { includedEventTypes: [sms], subjectBeginsWith: "/phone" },
      `filter({ eventTypes: ["${sms}"], subjectBeginsWith: "/phone" })`,
    ],
    [
      { includedEventTypes: [sms, call], subjectBeginsWith: "/phone" },
      `filter({ eventTypes: ["${sms}", "${call}"], subjectBeginsWith: unchecked("/phone") })`,
    ],
    [
      where(report, { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed", "Lost"] }),
      `filter({ eventTypes: ["${report}"], where: (event) => [event.data.deliveryStatus.isIn("Failed", unlisted("Lost"))] })`,
    ],
    [
      where(call, { operatorType: "StringIn", key: "data.customContext.voipHeaders.vip", values: ["1"] }),
      `filter({ eventTypes: ["${call}"], where: (event) => [event.data.customContext.voipHeaders.entry("vip").isIn("1")] })`,
    ],
    [
      where(sms, { operatorType: "IsNotNull", key: "data.message" }),
      `filter({ eventTypes: ["${sms}"], where: (event) => [event.data.message.isNotNull()] })`,
    ],
  ])("%j", (filter, code) => {
    const source = sourceOf(filter);
    expect(source).toMatchObject({ code, because: [], raw: false });
    const used = [...code.replaceAll(/"[^"]*"/g, "").matchAll(/(?<![.\w])([a-z]\w*)[.(]/gi)]
      .map(([, name]) => name)
      .filter((name) => name !== "event");
    expect([...new Set(source.imports)].sort()).toEqual([...new Set(used)].sort());
  });

  test("the names of the envelope are those of the schema", () => {
    const filter = where(sms, { operatorType: "StringIn", key: "type", values: [sms] });
    expect(sourceOf(filter, "CloudEventSchemaV1_0").code).toBe(
      `filter({ eventTypes: ["${sms}"], where: (event) => [event.type.isIn("${sms}")], deliverySchema: "CloudEventSchemaV1_0" })`,
    );
  });
});

test("a condition without a typed form is a record, with the reason", () => {
  expect(sourceOf(where(sms, { operatorType: "StringIn", key: "data.From", values: ["1"] }))).toMatchObject({
    code: `filter({ eventTypes: ["${sms}"], where: () => [{ operatorType: "StringIn", key: "data.From", values: ["1"] }] })`,
    because: ["not all of these events are documented to have data.From, spelled like that"],
    raw: false,
  });
});

describe("in Azure's JSON, with the reason", () => {
  test.each<[object, string]>([
    [{ includedEventTypes: ["Gone"] }, "Gone is not an event type that is emitted today"],
    [{ includedEventTypes: [] }, "it lists no event types"],
    [{ includedEventTypes: [sms], somethingNew: 1 }, "Azure is not known to have the property somethingNew"],
    [
      where(sms, { operatorType: "StringIsNew", key: "subject", values: ["x"] }),
      "a part of it is of a kind that is not known here",
    ],
  ])("%j", (filter, reason) => {
    const { code, because, raw, imports } = sourceOf(filter);
    expect(code).toMatch(/^rawFilter\(/);
    expect({ because, raw, imports }).toEqual({ because: [reason], raw: true, imports: ["rawFilter"] });
  });
});

test("a filter that is too long for a line is indented as a property of its subscription, without a formatter", () => {
  const filter = where(report, { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed", "Expired"] });
  const [record] = readSubscriptionSet([
    { name: "one", filter: { ...filter, subjectBeginsWith: "/phonenumber/1" } },
  ]).subscriptions;
  if (record === undefined) throw new Error("nothing was read");
  expect(callSource("subscription", "one", { filter: filterSource(record).code, endpoint: "reports" })).toBe(
    [
      'subscription("one", {',
      "  filter: filter({",
      `    eventTypes: ["${report}"],`,
      '    subjectBeginsWith: phoneNumber("1"),',
      '    where: (event) => [event.data.deliveryStatus.isIn("Failed", unlisted("Expired"))],',
      "  }),",
      '  endpoint: "reports",',
      "})",
    ].join("\n"),
  );
});
