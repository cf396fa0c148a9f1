import { describe, expect, test } from "vitest";
import { filter, phoneNumber, unchecked } from "../../src/filter-builder/index.ts";
import { idsThrown, thrown } from "./thrown.ts";

const sms = "Microsoft.Communication.SMSReceived";
const incomingCall = "Microsoft.Communication.IncomingCall";
const toUser = "Microsoft.Communication.ChatMessageReceived";
const inThread = "Microsoft.Communication.ChatMessageReceivedInThread";
const typing = "Microsoft.Communication.ChatTypingIndicatorReceivedInThread";
const registered = "Microsoft.Communication.RouterWorkerRegistered";
const offered = "Microsoft.Communication.RouterWorkerOfferIssued";

describe("subjectBeginsWith", () => {
  test("fits the root of every chosen type, or is the beginning of it", () => {
    expect(filter({ eventTypes: [sms], subjectBeginsWith: "/phonenumber/1555" }).subjectBeginsWith).toBe(
      "/phonenumber/1555",
    );
    expect(filter({ eventTypes: [sms], subjectBeginsWith: "/phone" }).subjectBeginsWith).toBe("/phone");
    expect(filter({ eventTypes: [sms], subjectBeginsWith: "" }).subjectBeginsWith).toBe("");
    expect(
      filter({ eventTypes: [toUser, inThread], subjectBeginsWith: "thread/19:a@thread.v2/" }).subjectBeginsWith,
    ).toBe("thread/19:a@thread.v2/");
  });

  test("fails without the slash that text messages have", () => {
    // @ts-expect-error: the published example of a prefix matches no published subject
    const run = () => filter({ eventTypes: [sms], subjectBeginsWith: "phonenumber/1555" });
    expect(thrown(run)).toMatchObject([{ id: "subject-prefix-never-matches", fix: "/phonenumber/1555" }]);
  });

  test("fails with a slash that chat does not have", () => {
    // @ts-expect-error: chat subjects begin with thread/
    const run = () => filter({ eventTypes: [toUser], subjectBeginsWith: "/thread/19:a@thread.v2/" });
    expect(idsThrown(run)).toEqual(["subject-prefix-never-matches"]);
  });

  test("does not compile for types that share no root; at run time that is a warning, not an error", () => {
    // @ts-expect-error: text messages and calls share no subject root
    expect(filter({ eventTypes: [sms, incomingCall], subjectBeginsWith: "/phonenumber/" }).eventTypes).toHaveLength(2);
  });

  test("does not compile where one of the types has no subject that goes on like this", () => {
    // @ts-expect-error: the subject of RouterWorkerRegistered ends after the worker
    expect(filter({ eventTypes: [registered, offered], subjectBeginsWith: "worker/w-1234/" }).eventTypes).toHaveLength(
      2,
    );
    // @ts-expect-error: no subject of it goes on at all
    expect(idsThrown(() => filter({ eventTypes: [registered], subjectBeginsWith: "worker/w-1234/" }))).toEqual([
      "subject-prefix-never-matches",
    ]);
  });

  test("is compared without case unless said", () => {
    expect(filter({ eventTypes: [sms], subjectBeginsWith: "/PhoneNumber/1" }).isSubjectCaseSensitive).toBe(false);
    // @ts-expect-error: with case, no subject begins like this
    const run = () => filter({ eventTypes: [sms], subjectBeginsWith: "/PhoneNumber/1", isSubjectCaseSensitive: true });
    expect(idsThrown(run)).toEqual(["subject-prefix-never-matches"]);
  });

  test("may be anything where no subject is known", () => {
    expect(filter({ eventTypes: [typing], subjectBeginsWith: "whatever/" }).subjectBeginsWith).toBe("whatever/");
    // @ts-expect-error: the other type's subject is known
    expect(filter({ eventTypes: [typing, toUser], subjectBeginsWith: "whatever/" }).eventTypes).toHaveLength(2);
  });

  test("is not a plain string, unless that is said; it is checked when it runs either way", () => {
    const text: string = "/phonenumber/1555";
    // @ts-expect-error: a plain string
    expect(filter({ eventTypes: [sms], subjectBeginsWith: text }).subjectBeginsWith).toBe(text);
    expect(filter({ eventTypes: [sms], subjectBeginsWith: unchecked(text) }).subjectBeginsWith).toBe(text);
    expect(filter({ eventTypes: [sms], subjectBeginsWith: phoneNumber(text.slice(13)) }).subjectBeginsWith).toBe(text);
    expect(filter({ eventTypes: [sms], subjectBeginsWith: `/phonenumber/${text.slice(13)}` }).subjectBeginsWith).toBe(
      text,
    );
    expect(idsThrown(() => filter({ eventTypes: [sms], subjectBeginsWith: unchecked("sms/1") }))).toEqual([
      "subject-prefix-never-matches",
    ]);
  });

  test("fails when one of two possible prefixes is wrong", () => {
    const either = (good: boolean) =>
      // @ts-expect-error: one of the two has a slash too many
      filter({ eventTypes: [toUser], subjectBeginsWith: good ? "thread/19:a@thread.v2/" : "/thread/" });
    expect(either(true).subjectBeginsWith).toBe("thread/19:a@thread.v2/");
    expect(idsThrown(() => either(false))).toEqual(["subject-prefix-never-matches"]);
  });

  test("does not compile for every type together, which share no root", () => {
    // @ts-expect-error: not even one letter is the beginning of all subjects
    expect(filter({ eventTypes: "All", subjectBeginsWith: "thread/" }).eventTypes).toBe("All");
  });
});

describe("subjectEndsWith", () => {
  const delivered = "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated";

  test("is the end of a subject of every chosen type", () => {
    expect(
      filter({ eventTypes: [toUser, incomingCall], subjectEndsWith: "/recipient/8:acs:a_b" }).subjectEndsWith,
    ).toBe("/recipient/8:acs:a_b");
    expect(filter({ eventTypes: [delivered], subjectEndsWith: "/status/Failed" }).subjectEndsWith).toBe(
      "/status/Failed",
    );
    expect(filter({ eventTypes: [delivered], subjectEndsWith: "Failed" }).subjectEndsWith).toBe("Failed");
  });

  test("fails where the subject ends otherwise", () => {
    // @ts-expect-error: subjects of thread-level events end with the sender
    const run = () => filter({ eventTypes: [inThread], subjectEndsWith: "/recipient/8:acs:a_b" });
    expect(idsThrown(run)).toEqual(["subject-suffix-never-matches"]);
  });

  test("does not compile where it drops some of the types; at run time that is a warning", () => {
    // @ts-expect-error: the thread-level one has no recipient
    expect(filter({ eventTypes: [toUser, inThread], subjectEndsWith: "/recipient/8:acs:a_b" }).eventTypes).toHaveLength(
      2,
    );
  });

  test("is not a plain string, unless that is said", () => {
    const text: string = "/recipient/8:acs:a_b";
    // @ts-expect-error: a plain string
    expect(filter({ eventTypes: [toUser], subjectEndsWith: text }).subjectEndsWith).toBe(text);
    expect(filter({ eventTypes: [toUser], subjectEndsWith: unchecked(text) }).subjectEndsWith).toBe(text);
  });
});
