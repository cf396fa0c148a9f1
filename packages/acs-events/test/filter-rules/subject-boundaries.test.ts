import { describe, expect, test } from "vitest";
import { subjectBoundariesRule } from "../../src/filter-rules/subject-boundaries.ts";
import { over, said } from "./said.ts";

const begins = (types: string, subjectBeginsWith: string, more: object = {}) =>
  said(subjectBoundariesRule, over(types, { subjectBeginsWith, ...more }));

describe("a prefix that ends inside an id", () => {
  test("where the subject goes on, a slash ends it", () => {
    expect(begins("RouterWorkerOfferIssued", "worker/w1")).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-inside-segment at subjectBeginsWith: "worker/w1" ends inside an id, so that longer ids pass too, such as "worker/w10". End it with a slash: "worker/w1/". [fix "worker/w1/"]",
      ]
    `);
  });

  test("where the subject ends, the suffix says it too", () => {
    expect(begins("RouterWorkerRegistered", "worker/w1")).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-inside-segment at subjectBeginsWith: "worker/w1" ends inside an id, so that longer ids pass too, such as "worker/w10". To mean this one only, say the id as suffix too: "subjectEndsWith": "/w1".",
      ]
    `);
    expect(begins("RouterWorkerRegistered", "worker/w1", { subjectEndsWith: "/w1" })).toEqual([]);
  });

  test("where some types end and some go on, neither helps", () => {
    expect(begins("RouterWorkerRegistered RouterWorkerOfferIssued", "worker/w1")).toMatchInlineSnapshot(`
      [
        "warning subject-prefix-inside-segment at subjectBeginsWith: "worker/w1" ends inside an id, so that longer ids pass too, such as "worker/w10". With a slash it would miss RouterWorkerRegistered, whose subjects end there; make two subscriptions, or check the id in the handler.",
      ]
    `);
  });

  test.each([
    ["an area code", "SMSReceived", "/phonenumber/1555"],
    ["a whole segment", "RouterWorkerOfferIssued", "worker/w1/"],
    ["the fixed part", "RouterWorkerOfferIssued", "worker/"],
    ["an area code of those who write", "AdvancedMessageReceived", "advancedMessage/sender/1425"],
    ["an area code of those who call", "IncomingCall", "/caller/4:+1206"],
    ["a kind of user", "UserDisconnected", "user/8:acs:"],
    ["the users of one resource", "UserDisconnected", "user/8:acs:bc360ba8-d29b-4ef2-b698-769ebef85521_"],
    [
      "a whole user",
      "UserDisconnected",
      "user/8:acs:bc360ba8-d29b-4ef2-b698-769ebef85521_0000000c-1fb9-4878-07fd-0848220077e1",
    ],
    ["a whole thread", "ChatMessageReceived", "thread/19:6d20c2f921cd402ead7d1b31b0d030cd@thread.v2"],
    ["a GUID", "RouterJobReceived", "job/bc360ba8-d29b-4ef2-b698-769ebef85521"],
    ["nothing", "SMSReceived", ""],
  ])("%s is fair", (_, type, prefix) => {
    expect(begins(type, prefix)).toEqual([]);
  });
});

describe("two forms of one subject", () => {
  test("a prefix that fits one of them", () => {
    expect(begins("RecordingFileStatusUpdated", "/recording/call/c/serverCallId/")).toMatchInlineSnapshot(`
      [
        "warning subject-one-form-of-two at subjectBeginsWith: The sources show two forms of the subject of RecordingFileStatusUpdated; this misses "/recording/call/{callId}/recordingId/{recordingId}". Both begin with "/recording/call/{callId}/" and end with "/recordingId/{recordingId}".",
      ]
    `);
  });

  test("what fits both", () => {
    expect(begins("RecordingFileStatusUpdated", "/recording/call/c/", { subjectEndsWith: "/recordingId/r" })).toEqual(
      [],
    );
  });
});

test("a type whose subjects nobody knows", () => {
  const types = "ChatTypingIndicatorReceivedInThread ChatMessageReceivedInThread";
  expect(begins(types, "thread/19:a@thread.v2/")).toMatchInlineSnapshot(`
    [
      "warning subject-of-type-unknown at subjectBeginsWith: Nobody can say whether this fits ChatTypingIndicatorReceivedInThread: no trustworthy sample shows its subject. Make a subscription without prefix and suffix for it.",
    ]
  `);
  expect(said(subjectBoundariesRule, over(types))).toEqual([]);
});
