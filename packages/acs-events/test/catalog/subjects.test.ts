import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type EventType, eventTypeNames } from "../../src/catalog/event-types.ts";
import {
  buildSubject,
  parseSubject,
  type SubjectRoot,
  type SubjectTemplate,
  type SubjectVariables,
  subjectRoot,
  subjectTemplates,
} from "../../src/catalog/subjects.ts";

const rawId = "8:acs:5354158b-17b7-489c-9380-95d8821ff76b_00000005-3e5f-1bc6-f40f-343a0d0003fe";
const thread = "19:6d20c2f921cd402ead7d1b31b0d030cd@thread.v2";

describe("parseSubject", () => {
  const cases: readonly [string, EventType, string, Record<string, string> | undefined][] = [
    ["a number", "Microsoft.Communication.SMSReceived", "/phonenumber/15555555555", { phoneNumber: "15555555555" }],
    ["without the slash", "Microsoft.Communication.SMSReceived", "phonenumber/15555555555", undefined],
    ["without a number", "Microsoft.Communication.SMSReceived", "/phonenumber/", undefined],
    ["one segment too many", "Microsoft.Communication.SMSReceived", "/phonenumber/1/2", undefined],
    ["no subject at all", "Microsoft.Communication.SMSReceived", "", undefined],
    [
      "colons, at signs and dots",
      "Microsoft.Communication.ChatMessageReceived",
      `thread/${thread}/sender/${rawId}/recipient/8:x`,
      { threadId: thread, actorRawId: rawId, recipientRawId: "8:x" },
    ],
    [
      "a raw id with a plus",
      "Microsoft.Communication.IncomingCall",
      "/caller/4:+12065550100/recipient/4:+12065550199",
      { callerRawId: "4:+12065550100", recipientRawId: "4:+12065550199" },
    ],
    [
      "an e-mail address",
      "Microsoft.Communication.EmailDeliveryReportReceived",
      "sender/test2@contoso.org/message/950850f5",
      { senderAddress: "test2@contoso.org", messageId: "950850f5" },
    ],
    [
      "the other level's case",
      "Microsoft.Communication.ChatThreadParticipantAdded",
      `thread/${thread}/participantAdded/${rawId}`,
      undefined,
    ],
    [
      "an unknown grammar",
      "Microsoft.Communication.ChatTypingIndicatorReceivedInThread",
      "thread/1/sender/2",
      undefined,
    ],
  ];
  test.each(cases)("%s", (_name, type, subject, values) => {
    expect(parseSubject(type, subject)?.values).toEqual(values);
  });

  test("each of the two recording grammars is told from the other", () => {
    const type = "Microsoft.Communication.RecordingFileStatusUpdated";
    expect(parseSubject(type, "/recording/call/c/recordingId/r")).toEqual({
      template: "/recording/call/{callId}/recordingId/{recordingId}",
      values: { callId: "c", recordingId: "r" },
    });
    expect(parseSubject(type, "/recording/call/c/serverCallId/s/recordingId/r")?.values).toEqual({
      callId: "c",
      serverCallId: "s",
      recordingId: "r",
    });
  });
});

describe("buildSubject", () => {
  test("fills a template, and picks the one with the given variables", () => {
    expect(buildSubject("Microsoft.Communication.SMSReceived", { phoneNumber: "1555" })).toBe("/phonenumber/1555");
    const recording = "Microsoft.Communication.RecordingFileStatusUpdated";
    expect(buildSubject(recording, { callId: "c", recordingId: "r" })).toBe("/recording/call/c/recordingId/r");
    expect(buildSubject(recording, { callId: "c", serverCallId: "s", recordingId: "r" })).toBe(
      "/recording/call/c/serverCallId/s/recordingId/r",
    );
  });

  test("names every bad value", () => {
    expect(() =>
      buildSubject("Microsoft.Communication.ChatMessageReceived", {
        threadId: "a/b",
        actorRawId: "",
        recipientRawId: "8:x",
      }),
    ).toThrow(
      'a subject of Microsoft.Communication.ChatMessageReceived needs values that are not empty and have no "/"; threadId is "a/b", actorRawId is ""',
    );
  });

  test("says which variables are needed", () => {
    expect(() =>
      // @ts-expect-error: no such variable
      buildSubject("Microsoft.Communication.CallEnded", { callId: "1" }),
    ).toThrow("a subject of Microsoft.Communication.CallEnded needs serverCallId; given: callId");
  });

  test("says that a subject is unknown", () => {
    expect(() =>
      // @ts-expect-error: there is no template, so there is nothing to give
      buildSubject("Microsoft.Communication.ChatTypingIndicatorReceivedInThread", {}),
    ).toThrow(
      "the subjects of Microsoft.Communication.ChatTypingIndicatorReceivedInThread are unknown: no trustworthy sample of one is published",
    );
  });

  test("what is built is read back, for every template", () => {
    const value = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes("/"));
    const templates = eventTypeNames.flatMap((type) => subjectTemplates(type).map((template) => ({ type, template })));
    expect(templates).toHaveLength(54);
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.array(value, { minLength: 4, maxLength: 4 }), (chosen, texts) => {
        const names = [...chosen.template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
        const values = Object.fromEntries(names.map((name, i) => [name, texts[i] ?? "x"]));
        // The variables of a template chosen at random are not known to the compiler.
        const subject = buildSubject(chosen.type, values as SubjectVariables<EventType>);
        expect(subject.startsWith(subjectRoot(chosen.template))).toBe(true);
        expect(parseSubject(chosen.type, subject)?.values).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });
});

test("two event types have no known subject, and say so", () => {
  expect(eventTypeNames.filter((type) => subjectTemplates(type).length === 0)).toEqual([
    "Microsoft.Communication.ChatAzureBotCommandReceivedInThread",
    "Microsoft.Communication.ChatTypingIndicatorReceivedInThread",
  ]);
});

test("types follow the table", () => {
  expectTypeOf<SubjectTemplate<"Microsoft.Communication.SMSReceived">>().toEqualTypeOf<"/phonenumber/{phoneNumber}">();
  expectTypeOf<SubjectTemplate<"Microsoft.Communication.ChatTypingIndicatorReceivedInThread">>().toBeNever();
  expectTypeOf<SubjectVariables<"Microsoft.Communication.CallEnded">>().toEqualTypeOf<{
    readonly serverCallId: string;
  }>();
  expectTypeOf<SubjectRoot<"worker/{workerId}/job/{jobId}">>().toEqualTypeOf<"worker/">();
  expectTypeOf(subjectRoot("/caller/{callerRawId}/recipient/{recipientRawId}")).toEqualTypeOf<"/caller/">();
});
