import { describe, expect, expectTypeOf, test } from "vitest";
import type { EventType } from "../../infra/catalog/event-types.ts";
import { eventTypeNames, isEventType } from "../../infra/catalog/event-types.ts";
import { isFormerEventType } from "../../infra/catalog/former-event-types.ts";
import { type Payload, parsePayload, payloadSchema } from "../../infra/catalog/payloads/index.ts";
import { payloadTables } from "../../infra/catalog/payloads/payload-tables.ts";
import { allSamples, articleEvents, samplesOf } from "../../infra/catalog/samples.ts";

/** Samples that are not what their type's schema asks for, with what they lack. */
const exceptions: readonly {
  readonly type: EventType;
  readonly variant: string;
  readonly problems: readonly string[];
}[] = [
  {
    type: "Microsoft.Communication.CallStarted",
    variant: "2021 spec example (startedBy had no communicationIdentifier level)",
    problems: [
      "startedBy.communicationIdentifier: Invalid input: expected object, received undefined",
      "correlationId: Invalid input: expected string, received undefined",
    ],
  },
];

describe("the published samples", () => {
  test("are all there: 152, in the envelope that each says, and every event type has a table and a schema", () => {
    expect(allSamples()).toHaveLength(152);
    expect(eventTypeNames).toHaveLength(54);
    expect(Object.keys(payloadTables).sort()).toEqual([...eventTypeNames].sort());
    for (const type of eventTypeNames) expect(payloadSchema(type)).toBeDefined();
    const strays = allSamples().filter(
      ({ envelope, payload, partial }) => partial !== true && (envelope === "cloudevents-1.0") !== "source" in payload,
    );
    // Written with the properties of both schemas at once.
    expect(strays.map(({ type, origin }) => `${type} ${origin}`)).toEqual([
      "Microsoft.Communication.EmailDeliveryReportReceived sdk-test",
    ]);
    expect(eventTypeNames.filter((type) => samplesOf(type).length === 0)).toEqual([]);
  });

  test.each(eventTypeNames)("%s: every sample is what the schema asks for", (type) => {
    const failing = samplesOf(type).flatMap(({ payload, variant }) => {
      const parsed = parsePayload(type, payload.data);
      return parsed.success ? [] : [{ type, variant, problems: parsed.problems }];
    });
    expect(failing).toEqual(exceptions.filter((exception) => exception.type === type));
  });

  test("those of old names are the only others", () => {
    const others = allSamples().filter(({ type }) => !isEventType(type));
    expect(others).toHaveLength(3);
    expect(others.every(({ type }) => isFormerEventType(type))).toBe(true);
  });

  test("the article's ten, in its order", () => {
    expect(articleEvents().map(({ eventType }) => eventType.replace("Microsoft.Communication.", ""))).toEqual([
      "SMSDeliveryReportReceived",
      "SMSReceived",
      "ChatMessageReceived",
      "ChatMessageEdited",
      "ChatMessageDeleted",
      "ChatThreadCreatedWithUser",
      "ChatThreadWithUserDeleted",
      "ChatThreadPropertiesUpdatedPerUser",
      "ChatMemberAddedToThreadWithUser",
      "ChatMemberRemovedFromThreadWithUser",
    ]);
  });
});

describe("spellings", () => {
  const text = { messageId: "m", from: "1", to: "2", message: "Hello" };

  test.each([
    ["as they are today", text, []],
    [
      "with capitals, as in 2020",
      { MessageId: "m", From: "1", To: "2", Message: "Hello" },
      ["MessageId → messageId", "From → from", "To → to", "Message → message"],
    ],
    ["in any other case", { ...text, message: undefined, MESSAGE: "Hello" }, []],
  ])("%s", (_, data, renamed) => {
    const parsed = parsePayload("Microsoft.Communication.SMSReceived", JSON.parse(JSON.stringify(data)));
    expect(parsed.success && parsed.data.message).toBe("Hello");
    if (parsed.success && renamed.length > 0)
      expect(parsed.renamed.map(({ from, to }) => `${from} → ${to}`)).toEqual(renamed);
  });

  test("an id of 2020 becomes the identifier that it is today", () => {
    const [article] = samplesOf("Microsoft.Communication.ChatMessageReceived");
    const parsed = parsePayload("Microsoft.Communication.ChatMessageReceived", article?.payload.data);
    expect(parsed.success && parsed.data.senderCommunicationIdentifier.rawId).toMatch(/^8:acs:/);
  });

  test("where both spellings are there, the table's counts and the other stays what it is", () => {
    const parsed = parsePayload("Microsoft.Communication.SMSReceived", { ...text, From: "9" });
    expect(parsed.success && [parsed.data.from, parsed.renamed]).toEqual(["1", []]);
  });

  test("a property called __proto__ changes no prototype", () => {
    const data = JSON.parse('{"messageId":"m","from":"1","to":"2","message":"x","__proto__":{"polluted":true}}');
    const parsed = parsePayload("Microsoft.Communication.SMSReceived", data);
    expect(parsed.success).toBe(true);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("what is no payload", () => {
  test.each([
    [null, ["data: Invalid input: expected object, received null"]],
    ["text", ["data: Invalid input: expected object, received string"]],
    [
      { messageId: 7, from: "1", to: "2", message: "x" },
      ["messageId: Invalid input: expected string, received number"],
    ],
  ])("%j", (data, problems) => {
    expect(parsePayload("Microsoft.Communication.SMSReceived", data)).toEqual({ success: false, problems });
  });
});

test("the static type is that of the table", () => {
  type Text = Payload<"Microsoft.Communication.SMSReceived">;
  expectTypeOf<Text["message"]>().toEqualTypeOf<string>();
  expectTypeOf<Text["segmentCount"]>().toEqualTypeOf<number | undefined>();
  // @ts-expect-error: text messages have no such property
  expectTypeOf<Text["deliveryStatus"]>();
  expectTypeOf<"Failed">().toExtend<Payload<"Microsoft.Communication.SMSDeliveryReportReceived">["deliveryStatus"]>();
});
