import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EventType, eventTypeNames, eventTypes } from "../../src/catalog/event-types.ts";
import { checkFilter } from "../../src/filter-rules/index.ts";
import { subjectReachRule } from "../../src/filter-rules/subject-reach.ts";
import { readFilter } from "../../src/filters/azure-json/index.ts";
import { matches } from "../../src/filters/match/matches.ts";
import { over, said } from "./said.ts";

const begins = (types: string, subjectBeginsWith: string, more: object = {}) =>
  said(subjectReachRule, over(types, { subjectBeginsWith, ...more }));
const ends = (types: string, subjectEndsWith: string, more: object = {}) =>
  said(subjectReachRule, over(types, { subjectEndsWith, ...more }));

describe("a prefix that no subject has", () => {
  test("the one of the article", () => {
    expect(begins("SMSReceived SMSDeliveryReportReceived", "phonenumber/1555")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of SMSReceived and SMSDeliveryReportReceived begins with "phonenumber/1555". Their subjects look like "/phonenumber/{phoneNumber}". The documentation's table shows the prefix without the slash, but every published event has it. Did you mean "/phonenumber/1555"? [fix "/phonenumber/1555"]",
      ]
    `);
  });

  test("a plus before the number", () => {
    expect(begins("SMSReceived", "/phonenumber/+1555")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of SMSReceived begins with "/phonenumber/+1555". Its subjects look like "/phonenumber/{phoneNumber}". Numbers in subjects have no plus. Did you mean "/phonenumber/1555"? [fix "/phonenumber/1555"]",
      ]
    `);
  });

  test("a slash before the thread", () => {
    expect(begins("ChatMessageReceived", "/thread/19:a@thread.v2/")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of ChatMessageReceived begins with "/thread/19:a@thread.v2/". Its subjects look like "thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}". Did you mean "thread/19:a@thread.v2/"? [fix "thread/19:a@thread.v2/"]",
      ]
    `);
  });

  test("a user of chat, who stands at the end", () => {
    expect(begins("ChatMessageReceived", "user/8:acs:1")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of ChatMessageReceived begins with "user/8:acs:1". Its subjects look like "thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}". The user is at the end of these subjects: use subjectEndsWith "/recipient/8:acs:1".",
      ]
    `);
  });

  test("a sender, who stands in the middle", () => {
    expect(begins("ChatMessageReceived", "sender/8:acs:1")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of ChatMessageReceived begins with "sender/8:acs:1". Its subjects look like "thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}". "sender" comes later in these subjects, where a prefix does not reach: use subjectEndsWith, or StringContains on the key subject.",
      ]
    `);
  });

  test("a domain of senders", () => {
    expect(begins("EmailDeliveryReportReceived", "sender/@contoso.com")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of EmailDeliveryReportReceived begins with "sender/@contoso.com". Its subjects look like "sender/{senderAddress}/message/{messageId}". For a whole domain of senders, use an advanced filter: {"operatorType": "StringEndsWith", "key": "data.sender", "values": ["@contoso.com"]}.",
      ]
    `);
    expect(begins("EmailDeliveryReportReceived", "sender/contoso.com/")).toHaveLength(1);
  });

  test("a slash where the subject ends", () => {
    expect(begins("RouterWorkerRegistered", "worker/w1/")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of RouterWorkerRegistered begins with "worker/w1/". Its subjects look like "worker/{workerId}". Did you mean "worker/w1"? [fix "worker/w1"]",
      ]
    `);
  });

  test("another case, where case matters", () => {
    const sensitive = { isSubjectCaseSensitive: true };
    expect(begins("SMSReceived", "/PhoneNumber/1555", sensitive)).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of SMSReceived begins with "/PhoneNumber/1555". Its subjects look like "/phonenumber/{phoneNumber}". Only the case differs, and isSubjectCaseSensitive is on. Did you mean "/phonenumber/1555"? [fix "/phonenumber/1555"]",
      ]
    `);
    expect(begins("SMSReceived", "/PhoneNumber/1555")).toEqual([]);
  });

  test("the one of another group", () => {
    expect(begins("ChatMessageReceived", "/phonenumber/1555")).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of ChatMessageReceived begins with "/phonenumber/1555". Its subjects look like "thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}". Subjects of SMSReceived and SMSDeliveryReportReceived do.",
      ]
    `);
  });

  test("none of all types", () => {
    const filter = { includedEventTypes: ["All"], subjectBeginsWith: "phonenumber/" };
    expect(said(subjectReachRule, filter)).toMatchInlineSnapshot(`
      [
        "error subject-prefix-never-matches at subjectBeginsWith: No subject of any event type begins with "phonenumber/". The documentation's table shows the prefix without the slash, but every published event has it. Did you mean "/phonenumber/"? [fix "/phonenumber/"]",
      ]
    `);
    expect(said(subjectReachRule, { ...filter, subjectBeginsWith: "/phonenumber/" })).toEqual([]);
  });

  test.each([
    ["SMSReceived", "phonenumber/+1 (555) 010-0", "/phonenumber/15550100"],
    ["SMSReceived", "/phonenumbers/1555", "/phonenumber/1555"],
    ["SMSReceived", " /phonenumber/1555 ", "/phonenumber/1555"],
    ["SMSReceived", "//phonenumber/1555", "/phonenumber/1555"],
    ["SMSReceived", "/phonenumber/15555555555/", "/phonenumber/15555555555"],
    ["AdvancedMessageReceived", "advancedMessage/sender/+14254360097/", "advancedMessage/sender/14254360097/"],
    ["RecordingFileStatusUpdated", "recording/call/c/", "/recording/call/c/"],
    ["IncomingCall", "caller/4:+1206", "/caller/4:+1206"],
    ["RouterJobReceived", "/job/j1/", "job/j1/"],
  ])("%s: %s is meant as %s", (type, prefix, fix) => {
    expect(begins(type, prefix)[0]).toContain(`[fix ${JSON.stringify(fix)}]`);
  });
});

describe("a prefix that some of the listed types never have", () => {
  test("they are named, with what they look like", () => {
    expect(begins("ChatMessageReceived SMSReceived", "thread/")).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-drops-types at subjectBeginsWith: The filter lists SMSReceived, but no subject of it begins with "thread/"; the events are dropped. Its subjects look like "/phonenumber/{phoneNumber}".",
      ]
    `);
  });

  test("the trailing slash that misses those that end there", () => {
    expect(begins("RouterWorkerRegistered RouterWorkerOfferIssued", "worker/w1/")).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-drops-types at subjectBeginsWith: The filter lists RouterWorkerRegistered, but no subject of it begins with "worker/w1/"; the events are dropped. Its subjects look like "worker/{workerId}". "worker/w1" would match it. [fix "worker/w1"]",
      ]
    `);
    expect(begins("CallStarted CallEnded", "call/aHR0/")).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-drops-types at subjectBeginsWith: The filter lists CallEnded, but no subject of it begins with "call/aHR0/"; the events are dropped. Its subjects look like "call/{serverCallId}". "call/aHR0" would match it. [fix "call/aHR0"]",
      ]
    `);
  });

  test("the segment that differs in case between the levels of chat", () => {
    const prefix = "thread/19:a@thread.v2/participantAdded/";
    const types = "ChatThreadParticipantAdded ChatParticipantAddedToThreadWithUser";
    expect(begins(types, prefix, { isSubjectCaseSensitive: true })).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-drops-types at subjectBeginsWith: The filter lists ChatThreadParticipantAdded, but no subject of it begins with "thread/19:a@thread.v2/participantAdded/"; the events are dropped. Its subjects look like "thread/{threadId}/participantadded/{actorRawId}". Only the case differs, and isSubjectCaseSensitive is on.",
      ]
    `);
    expect(begins(types, prefix)).toEqual([]);
  });

  test("status events do not begin with a sender", () => {
    const types = "AdvancedMessageReceived AdvancedMessageDeliveryStatusUpdated";
    expect(begins(types, "advancedMessage/sender/")).toHaveLength(1);
    expect(begins(types, "advancedMessage/")).toEqual([]);
  });

  test("a type whose subjects are unknown keeps it from being an error", () => {
    const found = begins("SMSReceived ChatTypingIndicatorReceivedInThread", "phonenumber/1555");
    expect(found).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-drops-types at subjectBeginsWith: The filter lists SMSReceived, but no subject of it begins with "phonenumber/1555"; the events are dropped. Its subjects look like "/phonenumber/{phoneNumber}". The documentation's table shows the prefix without the slash, but every published event has it. "/phonenumber/1555" would match it. [fix "/phonenumber/1555"]",
      ]
    `);
  });
});

describe("a suffix", () => {
  test("that no subject has", () => {
    expect(ends("ChatMessageReceivedInThread", "/recipient/8:acs:x")).toMatchInlineSnapshot(`
      [
        "error subject-suffix-never-matches at subjectEndsWith: No subject of ChatMessageReceivedInThread ends with "/recipient/8:acs:x". Its subjects look like "thread/{threadId}/sender/{actorRawId}".",
      ]
    `);
    expect(ends("ChatMessageReceived", "/recipient/8:acs:x/")).toMatchInlineSnapshot(`
      [
        "error subject-suffix-never-matches at subjectEndsWith: No subject of ChatMessageReceived ends with "/recipient/8:acs:x/". Its subjects look like "thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}". Did you mean "/recipient/8:acs:x"? [fix "/recipient/8:acs:x"]",
      ]
    `);
  });

  test("that some types never have", () => {
    expect(ends("ChatMessageReceived ChatMessageReceivedInThread", "/recipient/8:acs:x")).toMatchInlineSnapshot(`
      [
        "warning subject-suffix-drops-types at subjectEndsWith: The filter lists ChatMessageReceivedInThread, but no subject of it ends with "/recipient/8:acs:x"; the events are dropped. Its subjects look like "thread/{threadId}/sender/{actorRawId}".",
      ]
    `);
  });

  test.each([
    ["IncomingCall", "/recipient/8:acs:x"],
    ["AdvancedMessageDeliveryStatusUpdated", "/status/Failed"],
    ["RecordingFileStatusUpdated", "/recordingId/r"],
    ["SMSReceived", "5555"],
    ["RouterWorkerRegistered", "worker/w1"],
  ])("of %s may be %s", (type, suffix) => {
    expect(ends(type, suffix)).toEqual([]);
  });
});

test("prefix and suffix that exclude each other", () => {
  const types = "AdvancedMessageReceived AdvancedMessageDeliveryStatusUpdated";
  const found = begins(types, "advancedMessage/sender/", { subjectEndsWith: "/status/Failed" });
  expect(found.at(-1)).toMatchInlineSnapshot(
    `"error subject-prefix-and-suffix-exclude at : No subject of AdvancedMessageReceived and AdvancedMessageDeliveryStatusUpdated both begins with "advancedMessage/sender/" and ends with "/status/Failed": the filter matches nothing. Drop one of the two, or make two subscriptions."`,
  );
});

/** A value for a variable as samples have it. */
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  phoneNumber: fc.stringMatching(/^[0-9]{3,15}$/),
  senderId: fc.oneof(fc.stringMatching(/^[0-9]{3,15}$/), fc.stringMatching(/^US\.[0-9]{3,20}$/)),
  messageId: fc.uuid(),
  status: fc.constantFrom("Sent", "Delivered", "Read", "Failed"),
  senderAddress: fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.com$/),
};
const rawId = fc.stringMatching(/^8:acs:[0-9a-f]{1,8}_[0-9a-f]{1,8}$/);

const subjects: fc.Arbitrary<{ type: EventType; subject: string }> = fc
  .constantFrom(...eventTypeNames.filter((type) => eventTypes[type].subjects.length > 0))
  .chain((type) =>
    fc
      .constantFrom(...eventTypes[type].subjects)
      .chain((template: string) =>
        fc
          .tuple(
            ...template
              .split("/")
              .map((part) => (part.startsWith("{") ? (values[part.slice(1, -1)] ?? rawId) : fc.constant(part))),
          )
          .map((parts) => ({ type, subject: parts.join("/") })),
      ),
  );

test("never is said of no prefix or suffix of a subject that the type has", () => {
  fc.assert(
    fc.property(
      subjects,
      fc.nat(80),
      fc.nat(80),
      fc.boolean(),
      ({ type, subject }, from, to, isSubjectCaseSensitive) => {
        const filter = {
          includedEventTypes: [type],
          subjectBeginsWith: subject.slice(0, from),
          subjectEndsWith: to === 0 ? "" : subject.slice(-to),
          isSubjectCaseSensitive,
        };
        expect(said(subjectReachRule, filter)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("what is said never to match matches no subject of the type", () => {
  const noise = fc.constantFrom("/", "+", "phonenumber", "thread/", "x", "/recipient/", "worker/w1/", "call/", " ");
  let said = 0;
  fc.assert(
    fc.property(subjects, noise, fc.nat(40), ({ type, subject }, extra, at) => {
      const json = { includedEventTypes: [type], subjectBeginsWith: extra + subject.slice(0, at) };
      const { filter } = readFilter(json);
      if (!checkFilter(filter).some(({ id }) => id === "subject-prefix-never-matches")) return;
      said += 1;
      const event = { id: "1", eventType: type, subject, eventTime: "2026-11-24T00:00:00Z", data: {} };
      expect(matches(filter, event)).toBe(false);
    }),
    { numRuns: 200 },
  );
  expect(said).toBeGreaterThan(20);
});
