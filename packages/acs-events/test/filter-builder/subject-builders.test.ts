import { describe, expect, expectTypeOf, test } from "vitest";
import { type EventType, eventTypeNames, eventTypes } from "../../src/catalog/event-types.ts";
import {
  analysedMessageSender,
  assignmentEnd,
  call,
  caller,
  emailEnd,
  emailSender,
  filter,
  job,
  messageSender,
  participantEnd,
  phoneNumber,
  queueEnd,
  recipientEnd,
  recordedCall,
  recordingEnd,
  senderEnd,
  sentMessage,
  statusEnd,
  thread,
  unchecked,
  user,
  worker,
} from "../../src/filter-builder/index.ts";
import { checkFilter } from "../../src/filter-rules/index.ts";
import { idsThrown, thrown } from "./thrown.ts";

const rawId = "8:acs:3a4b5c6d-0000-1111-2222-333344445555_00000000-0000-1111-2222-333344445555";
const guid = "9a1b3c00-0000-4000-8000-123456789abc";

/** Each builder with the event types that its documentation names. */
const prefixes: readonly { name: string; any: string; built: string; fits: (type: string) => boolean }[] = [
  { name: "phoneNumber", any: phoneNumber.any, built: phoneNumber("1555"), fits: (type) => type.startsWith("SMS") },
  {
    name: "thread",
    any: thread.any,
    built: thread("19:abc@thread.v2"),
    fits: (type) => /^Chat(?!AzureBot|Typing)/.test(type),
  },
  { name: "user", any: user.any, built: user(rawId), fits: (type) => type === "UserDisconnected" },
  { name: "call", any: call.any, built: call("aHR0cHM6Ly9jb252"), fits: (type) => type.startsWith("Call") },
  { name: "caller", any: caller.any, built: caller("4:+12065551234"), fits: (type) => type === "IncomingCall" },
  {
    name: "recordedCall",
    any: recordedCall.any,
    built: recordedCall(guid),
    fits: (type) => type === "RecordingFileStatusUpdated",
  },
  {
    name: "emailSender",
    any: emailSender.any,
    built: emailSender("news@contoso.example"),
    fits: (type) => type.startsWith("Email"),
  },
  {
    name: "messageSender",
    any: messageSender.any,
    built: messageSender("14255550100"),
    fits: (type) => type === "AdvancedMessageReceived" || type === "AdvancedMessageAnalysisCompleted",
  },
  {
    name: "sentMessage",
    any: sentMessage.any,
    built: sentMessage(guid),
    fits: (type) => type === "AdvancedMessageDeliveryStatusUpdated",
  },
  {
    name: "analysedMessageSender",
    any: analysedMessageSender.any,
    built: analysedMessageSender("14255550100"),
    fits: (type) => type === "AdvancedMessageAnalysisCompleted",
  },
  { name: "job", any: job.any, built: job("job-17"), fits: (type) => type.startsWith("RouterJob") },
  { name: "worker", any: worker.any, built: worker("worker-17"), fits: (type) => type.startsWith("RouterWorker") },
];

const suffixes: readonly { name: string; built: string; fits: (type: string) => boolean }[] = [
  {
    name: "recipientEnd",
    built: recipientEnd(rawId),
    fits: (type) =>
      eventTypes[full(type)].group === "chat-user" ||
      ["IncomingCall", "AdvancedMessageReceived", "AdvancedMessageAnalysisCompleted"].includes(type),
  },
  { name: "senderEnd", built: senderEnd(rawId), fits: (type) => /^ChatMessage\w+InThread$/.test(type) },
  { name: "participantEnd", built: participantEnd(rawId), fits: (type) => type.startsWith("CallParticipant") },
  { name: "recordingEnd", built: recordingEnd("abc123"), fits: (type) => type === "RecordingFileStatusUpdated" },
  { name: "emailEnd", built: emailEnd(guid), fits: (type) => type.startsWith("Email") },
  { name: "statusEnd", built: statusEnd("Failed"), fits: (type) => type === "AdvancedMessageDeliveryStatusUpdated" },
  {
    name: "queueEnd",
    built: queueEnd("q-17"),
    fits: (type) => ["RouterJobClassified", "RouterJobQueued", "RouterJobWorkerSelectorsExpired"].includes(type),
  },
  {
    name: "assignmentEnd",
    built: assignmentEnd("a-17"),
    fits: (type) => ["RouterJobCompleted", "RouterJobClosed", "RouterJobUnassigned"].includes(type),
  },
];

function full(short: string): EventType {
  return `Microsoft.Communication.${short}` as EventType;
}

const withSubject = eventTypeNames.filter((type) => eventTypes[type].subjects.length > 0);

describe("builders of subjects", () => {
  test.each(prefixes)("$name fits the event types that its documentation names, and no others", ({ built, fits }) => {
    const fitting = withSubject.filter((type) => passes(type, { subjectBeginsWith: built, subjectEndsWith: "" }));
    expect(fitting).toEqual(withSubject.filter((type) => fits(type.replace("Microsoft.Communication.", ""))));
    expect(fitting).not.toEqual([]);
  });

  test.each(suffixes)("$name fits the event types that its documentation names, and no others", ({ built, fits }) => {
    const fitting = withSubject.filter((type) => passes(type, { subjectBeginsWith: "", subjectEndsWith: built }));
    expect(fitting).toEqual(withSubject.filter((type) => fits(type.replace("Microsoft.Communication.", ""))));
    expect(fitting).not.toEqual([]);
  });

  test("every template of the catalog has a builder for its beginning", () => {
    const templates = withSubject.flatMap((type): readonly string[] => eventTypes[type].subjects);
    expect(templates.filter((template) => !prefixes.some(({ any }) => template.startsWith(any)))).toEqual([]);
  });

  test("what is built is known to the compiler", () => {
    expectTypeOf(phoneNumber("1555")).toEqualTypeOf<"/phonenumber/1555">();
    expectTypeOf(phoneNumber("1555" as string)).toEqualTypeOf<`/phonenumber/${string}`>();
    expectTypeOf(thread("19:abc@thread.v2")).toEqualTypeOf<"thread/19:abc@thread.v2/">();
    expectTypeOf(recipientEnd(rawId as string)).toEqualTypeOf<`/recipient/${string}`>();
    expectTypeOf(worker.any).toEqualTypeOf<"worker/">();
    const sms = "Microsoft.Communication.SMSReceived";
    // @ts-expect-error: the subject of a text message names no thread
    const run = () => filter({ eventTypes: [sms], subjectBeginsWith: thread("19:a@thread.v2") });
    expect(idsThrown(run)).toEqual(["subject-prefix-never-matches"]);
  });

  test.each([
    ["+1555", "1555"],
    ["+1 (206) 555-1234", "12065551234"],
    ["1555 ", "1555"],
    ["1555-", "1555"],
  ])("fails for the phone number %j, and says the digits", (given, digits) => {
    expect(thrown(() => phoneNumber(given))).toStrictEqual([
      {
        id: "phone-number-not-digits",
        level: "error",
        path: "filter.subjectBeginsWith",
        value: given,
        fix: `/phonenumber/${digits}`,
        message: `${JSON.stringify(given)} is not how a subject has a phone number: 1 to 15 digits as text, without "+", spaces or hyphens. Write "${digits}".`,
      },
    ]);
  });

  test.each(["", "+", "1e3 numbers and more than 15: 1234567890123456", "١٢٣"])(
    "fails for the phone number %j, with an example where there is nothing to suggest",
    (given) => {
      expect(() => phoneNumber(given)).toThrow('Write it like "15551234567".');
    },
  );

  test("phone numbers are digits when it is compiled, too", () => {
    // @ts-expect-error: a plus
    expect(idsThrown(() => phoneNumber("+1555"))).toEqual(["phone-number-not-digits"]);
    // @ts-expect-error: a space; a pattern of numbers would match it
    expect(idsThrown(() => phoneNumber("1 555"))).toEqual(["phone-number-not-digits"]);
    // @ts-expect-error: a number in the notation of numbers
    expect(idsThrown(() => phoneNumber("1e3"))).toEqual(["phone-number-not-digits"]);
    // @ts-expect-error: every number is phoneNumber.any
    expect(idsThrown(() => phoneNumber(""))).toEqual(["phone-number-not-digits"]);
    // @ts-expect-error: text, since a number loses zeros and large ones their end
    expect(idsThrown(() => phoneNumber(1555))).toEqual(["phone-number-not-digits"]);
  });

  test("ids fill one segment", () => {
    // @ts-expect-error: every thread is thread.any
    expect(idsThrown(() => thread(""))).toEqual(["subject-part-invalid"]);
    // @ts-expect-error: a slash begins another segment
    expect(idsThrown(() => recipientEnd("8:acs/x"))).toEqual(["subject-part-invalid"]);
    expect(() => job("job 17")).toThrow(
      'filter.subjectBeginsWith: "job 17" is no job id: it has white space in it. Give one like "job-17".',
    );
    expect(() => emailSender("contoso.example")).toThrow(
      'filter.subjectBeginsWith: "contoso.example" is no e-mail address: it needs a name, one @ and a domain. Give one like "news@contoso.example".',
    );
    expect(() => messageSender("+14255550100")).toThrow(
      'filter.subjectBeginsWith: "+14255550100" is no sender of a WhatsApp message: in subjects it is digits without "+", or an id like US.1349. Give one like "14255550100".',
    );
    // @ts-expect-error: no such status
    expect(() => statusEnd("Expired")).toThrow(
      'filter.subjectEndsWith: "Expired" is no delivery status: there are Sent, Delivered, Read, Failed. Give one like "Failed".',
    );
  });
});

/** Whether subjects of the type can be like this: no finding says that they never are, or that this is one form of two. */
function passes(type: EventType, subject: { subjectBeginsWith: string; subjectEndsWith: string }): boolean {
  const base = filter({ eventTypes: [type], subjectBeginsWith: unchecked(""), subjectEndsWith: unchecked("") });
  return checkFilter({ ...base, ...subject }).every(({ level }) => level !== "error");
}
