import { describe, expect, expectTypeOf, test } from "vitest";
import type { EventType } from "../../src/catalog/event-types.ts";
import { eventTypeNames, isEventType } from "../../src/catalog/event-types.ts";
import { isFormerEventType } from "../../src/catalog/former-event-types.ts";
import { type Payload, type PayloadTable, parsePayload, payloadSchema } from "../../src/catalog/payloads/index.ts";
import { payloadTables } from "../../src/catalog/payloads/payload-tables.ts";
import { allSamples, articleEvents, samplesOf } from "../../src/catalog/samples.ts";

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
      "startedBy.communicationIdentifier is missing; it must be an object",
      "correlationId is missing; it must be text",
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
    ["in any other case", { ...text, message: undefined, MESSAGE: "Hello" }, ["MESSAGE → message"]],
  ])("%s", (_, data, renamed) => {
    const parsed = parsePayload("Microsoft.Communication.SMSReceived", JSON.parse(JSON.stringify(data)));
    expect(parsed.success && parsed.data.message).toBe("Hello");
    expect(parsed.success && parsed.renamed.map(({ from, to }) => `${from} → ${to}`)).toEqual(renamed);
  });

  test("an id of 2020 becomes the identifier that it is today", () => {
    const [article] = samplesOf("Microsoft.Communication.ChatMessageReceived");
    const parsed = parsePayload("Microsoft.Communication.ChatMessageReceived", article?.payload.data);
    expect(parsed.success && parsed.data.senderCommunicationIdentifier.rawId).toMatch(/^8:acs:/);
    expect(parsed.success && parsed.renamed).toEqual([
      { from: "senderId", to: "senderCommunicationIdentifier.rawId" },
      { from: "recipientId", to: "recipientCommunicationIdentifier.rawId" },
    ]);
  });

  test("where both spellings are there, the table's counts and the other stays what it is", () => {
    const parsed = parsePayload("Microsoft.Communication.SMSReceived", { ...text, From: "9" });
    expect(parsed.success && [parsed.data.from, parsed.renamed]).toEqual(["1", []]);
  });

  test("of two other spellings the first counts and the second stays what it is", () => {
    const { from: _, ...rest } = text;
    const parsed = parsePayload("Microsoft.Communication.SMSReceived", { ...rest, FROM: "1", From: "2" });
    expect(parsed.success && parsed.data).toEqual({ ...text, From: "2" });
    expect(parsed.success && parsed.renamed).toEqual([{ from: "FROM", to: "from" }]);
  });

  test("a property called __proto__ changes no prototype", () => {
    const data = JSON.parse('{"messageId":"m","from":"1","to":"2","message":"x","__proto__":{"polluted":true}}');
    const parsed = parsePayload("Microsoft.Communication.SMSReceived", data);
    expect(parsed.success).toBe(true);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("what is no payload", () => {
  const text = { messageId: "m", from: "1", to: "2", message: "x" };
  test.each<[string, EventType, unknown, readonly string[]]>([
    ["null", "Microsoft.Communication.SMSReceived", null, ["data is null; it must be an object"]],
    ["text", "Microsoft.Communication.SMSReceived", "text", ["data is text; it must be an object"]],
    ["an array", "Microsoft.Communication.SMSReceived", [text], ["data is an array; it must be an object"]],
    [
      "every problem at once, and no value",
      "Microsoft.Communication.SMSReceived",
      { ...text, messageId: 7, to: null, message: undefined },
      ["messageId is a number; it must be text", "to is null; it must be text", "message is missing; it must be text"],
    ],
    [
      "inside an array",
      "Microsoft.Communication.RouterWorkerUpdated",
      {
        workerId: "w",
        queueAssignments: [{ id: "q", name: "q", labels: { language: 1 } }],
        channelConfigurations: {},
        totalCapacity: 1,
        labels: null,
        tags: null,
        updatedWorkerProperties: ["Labels"],
      },
      [
        "queueAssignments[0].labels.language is a number; it must be text",
        "channelConfigurations is an object; it must be an array",
      ],
    ],
    [
      "text or a number",
      "Microsoft.Communication.ChatMessageDeletedInThread",
      {
        senderCommunicationIdentifier: { rawId: "8:acs:1" },
        transactionId: "t",
        threadId: "19:1",
        messageId: "m",
        type: "Text",
        version: true,
        deleteTime: "2026-01-01T00:00:00Z",
      },
      ["version is a boolean; it must be text or a number"],
    ],
  ])("%s", (_, type, data, problems) => {
    expect(parsePayload(type, data)).toEqual({ success: false, problems });
  });
});

test("the static type is that of the table", () => {
  type Text = Payload<"Microsoft.Communication.SMSReceived">;
  expectTypeOf<Text["message"]>().toEqualTypeOf<string>();
  expectTypeOf<Text["segmentCount"]>().toEqualTypeOf<number | undefined>();
  // @ts-expect-error: text messages have no such property
  expectTypeOf<Text["deliveryStatus"]>();
  expectTypeOf<"Failed">().toExtend<Payload<"Microsoft.Communication.SMSDeliveryReportReceived">["deliveryStatus"]>();
  // A value that no source lists is text as well: the service adds some without notice.
  expectTypeOf<string>().toExtend<Payload<"Microsoft.Communication.SMSDeliveryReportReceived">["deliveryStatus"]>();

  type Message = Payload<"Microsoft.Communication.AdvancedMessageReceived">;
  expectTypeOf<Message["from"]>().toEqualTypeOf<string | null>();
  expectTypeOf<NonNullable<Message["media"]>["mimeType"]>().toEqualTypeOf<string>();
  expectTypeOf<Payload<"Microsoft.Communication.ChatMessageReceivedInThread">["version"]>().toEqualTypeOf<
    string | number | undefined
  >();
  expectTypeOf<Payload<"Microsoft.Communication.RouterJobDeleted">["labels"]>().toEqualTypeOf<{
    readonly [key: string]: string;
  } | null>();
  expectTypeOf<
    Payload<"Microsoft.Communication.ChatThreadCreated">["participants"][number]["participantCommunicationIdentifier"]["rawId"]
  >().toEqualTypeOf<string>();

  // What filters are typed by knows the listed values alone.
  type Listed = PayloadTable<"Microsoft.Communication.SMSDeliveryReportReceived">["deliveryStatus"]["values"][number];
  expectTypeOf<Listed>().toEqualTypeOf<"Delivered" | "Failed">();
});
