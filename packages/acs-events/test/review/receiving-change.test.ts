import { describe, expect, test } from "vitest";
import type { Change, ReviewFinding } from "../../src/review/change.ts";
import { examplesOf, headline } from "../../src/review/wording.ts";
import { type Given, given, idsIn, reviewOf, where } from "./subscriptions.ts";

const texts = given("texts", "SMSReceived");
const calls = given("calls", "CallEnded");
const pending = (one: Given): Given => ({ ...one, pending: true });
const from = (one: Given, subjectBeginsWith: string): Given => ({
  ...one,
  filter: { ...(one["filter"] as Given), subjectBeginsWith },
});

function changed(base: Given, head: Given, ...others: readonly Given[]): Change {
  const [change, ...more] = reviewOf([base, ...others], [head, ...others]).changes;
  if (change === undefined || more.length > 0) throw new Error(`there are not 1 but ${more.length} more changes`);
  return change;
}

const message = ({ findings }: Change, id: ReviewFinding["id"]) => findings.find((one) => one.id === id)?.message;

describe("a subscription that was pending", () => {
  test("and is deployed now begins to get its events", () => {
    const change = changed(pending(texts), texts);
    expect(change.findings.map(({ id, level }) => [id, level])).toEqual([["subscription-live", "info"]]);
    expect(change.filter).toMatchObject({ lost: null, gainedTypes: ["Microsoft.Communication.SMSReceived"] });
    expect(change.filter.gained).toMatchObject({ eventType: "Microsoft.Communication.SMSReceived" });
    expect(headline(reviewOf([pending(texts)], [texts]))).toMatch(/: 1 changed; no events are lost$/);
  });

  test("and is deployed beside another of its endpoint makes events arrive twice", () => {
    const other = given("other", "SMSReceived", {}, { queueName: "texts" });
    expect(changed(pending(texts), texts, other).findings.map(({ id }) => id)).toEqual([
      "subscription-shadowed",
      "subscription-live",
    ]);
    expect(idsIn(reviewOf([pending(texts), other], [pending(texts), other]))).toEqual([]);
  });

  test("loses nothing when its filter is narrowed, and no sentence says that something stops", () => {
    const change = changed(pending(texts), pending(from(texts, "/phonenumber/1555")));
    expect(message(change, "filter-narrowed")).toBe(
      "It was pending and got no events. Its new filter matches fewer events.",
    );
    expect(change.filter).toMatchObject({ relation: "narrowed", lost: null, documented: { lost: "none" } });
  });

  test("is not said to be still delivered by others when it is removed", () => {
    const same = given("same", "SMSReceived", {}, { queueName: "texts" });
    expect(idsIn(reviewOf([pending(texts), same], [same]))).toEqual([["texts", ["subscription-removed"]]]);
  });
});

test("of a subscription that waits from now on, a wider filter lets nothing more arrive", () => {
  const change = changed(from(texts, "/phonenumber/1555"), pending(texts));
  expect(message(change, "filter-widened")).toBe(
    "It is pending and gets no events. Its new filter matches more events.",
  );
  expect(change.filter.gained).toBeNull();
  expect(change.findings.map(({ id }) => id)).toContain("subscription-pending");
  expect(change.findings.map(({ id }) => id)).toContain("events-unreceived-undecided");
});

describe("a subscription that lists no event types", () => {
  const open = given("open", "", { includedEventTypes: [] });

  test("is named where nobody else would get the events, and only there", () => {
    const line = headline(reviewOf([texts, open], [open]));
    expect(line).toBe("1 subscription: 1 removed; events stop arriving in 1; rests on an assumption in 1");
    const other = given("other", "SMSReceived");
    expect(idsIn(reviewOf([texts, open, other], [open, other]))).toEqual([["texts", ["subscription-removed"]]]);
  });

  test("is named when it changes itself, on either side, and not when only a setting does", () => {
    for (const [base, head] of [
      [open, from(open, "call/")],
      [given("open", "CallEnded"), open],
    ] as const) {
      expect(changed(base, head, calls).findings.map(({ id }) => id)).toContain("default-event-types-assumed");
    }
    const settings = changed(open, { ...open, retryPolicy: { maxDeliveryAttempts: 3 } });
    expect(settings.findings.map(({ id }) => id)).not.toContain("default-event-types-assumed");
  });

  test("is named beside events that it would make arrive twice", () => {
    const twice = given("twice", "SMSReceived", {}, { queueName: "open" });
    const [change] = reviewOf([open], [open, twice]).changes;
    expect(change && message(change, "subscription-shadowed")).toContain(
      "This rests on the assumption default-event-types: open lists no event types.",
    );
  });
});

describe("a rename", () => {
  const one = given("one", "SMSReceived", {}, { queueName: "q" });
  const two = given("two", "SMSReceived", {}, { queueName: "q" });
  const expired = { ...one, expirationTimeUtc: "2026-01-01T00:00:00Z" };
  const today = "2027-01-01T00:00:00Z";

  test.each([
    ["that was pending", pending(one), two, "It looks renamed to two; one is pending and gets no events."],
    ["that is pending", one, pending(two), "It looks renamed to two; two is pending and gets no events."],
    ["that had expired", expired, two, "It looks renamed to two; one has expired and gets no events."],
  ])("of one %s makes nothing arrive twice", (_, base, head, words) => {
    const review = reviewOf([base], [head], { today });
    const [change] = review.changes;
    expect(change?.findings.find(({ id }) => id === "subscription-renamed")?.message).toBe(words);
    expect(headline(review)).not.toContain("arrive twice");
  });

  test("with another delivery schema loses nothing: both stand for a while", () => {
    const review = reviewOf([one], [{ ...two, eventDeliverySchema: "CloudEventSchemaV1_0" }], { today });
    expect(headline(review)).toMatch(/^1 subscription: 1 renamed; no events are lost; events arrive twice /);
    expect(JSON.stringify(review)).not.toContain("events in between are lost");
  });

  test("of what a split still delivers shows no event that stops", () => {
    const low = from({ ...one, name: "low" }, "/phonenumber/1");
    const rest = given("rest", "SMSReceived", where("StringNotBeginsWith", "subject", { values: ["/phonenumber/1"] }), {
      queueName: "q",
    });
    const removed = reviewOf([one], [low, rest]).changes.find(({ kind }) => kind === "removed");
    expect(removed?.findings.map(({ id, event }) => [id, event])).toEqual([
      ["subscription-removed", undefined],
      ["events-still-delivered", undefined],
    ]);
    expect(removed && examplesOf(removed)).toEqual([]);
  });
});

test("a receiver whose expiration nobody can read is not certain", () => {
  const other = given("other", "SMSReceived", {}, { expirationTimeUtc: "soon" });
  const [change] = reviewOf([texts, other], [other], { today: "2027-01-01T00:00:00Z" }).changes;
  expect(change && message(change, "events-unreceived-undecided")).toContain(
    "other: its expiration time cannot be read",
  );
});

test("a condition on the event type is read with the list of types: what neither matches is not lost", () => {
  const cloud = { eventDeliverySchema: "CloudEventSchemaV1_0", queueName: "q" };
  const typed = where("StringIn", "type", { values: ["Microsoft.Communication.SMSReceived"] });
  const change = changed(given("a", "All", typed, cloud), given("a", "SMSReceived", {}, cloud));
  expect(change.filter.documented).toEqual({ lost: "none", gained: "none" });
});

test("telephone numbers in text messages: what only a plus would lose is said as that", () => {
  const bySubject = given("bot", "SMSReceived", { subjectBeginsWith: "/phonenumber/33123456789" });
  const byNumber = (values: readonly string[]) =>
    given("bot", "SMSReceived", where("StringBeginsWith", "data.to", { values }));
  const without = changed(bySubject, byNumber(["33123456789"]));
  expect(without.findings.map(({ id }) => id)).toContain("number-form-assumed");
  expect(without.findings.map(({ id }) => id)).not.toContain("events-unreceived");
  expect(without.findings.find(({ id }) => id === "number-form-assumed")?.event?.data).toMatchObject({
    to: "+33123456789",
  });
  const both = changed(bySubject, byNumber(["33123456789", "+33123456789"]));
  expect(both.findings.map(({ id }) => id)).not.toContain("number-form-assumed");
  const noPlus = where("StringNotContains", "subject", { values: ["+"] });
  expect(changed(texts, given("texts", "SMSReceived", noPlus)).filter.documented?.lost).toBe("none");
});

test("no list, an empty one and All are no change; that this rests on an assumption is said once", () => {
  const list = (includedEventTypes: unknown) => given("open", "", { includedEventTypes });
  for (const [base, head] of [
    [list(undefined), list([])],
    [list(null), list([])],
  ] as const) {
    expect(reviewOf([base], [head])).toMatchObject({ changes: [] });
    expect(reviewOf([base], [head]).notes).toBeUndefined();
  }
  for (const [base, head] of [
    [list(["All"]), list([])],
    [list(undefined), list(["All"])],
  ] as const) {
    expect(reviewOf([base], [head])).toMatchObject({ changes: [], notes: [{ id: "default-event-types-assumed" }] });
  }
});

describe("a name that Azure takes for another's", () => {
  test("is an error of the subscription that is new, and the other one is what it was", () => {
    const [change, ...others] = reviewOf([texts], [given("Texts", "CallEnded"), texts]).changes;
    expect(others).toEqual([]);
    expect(change).toMatchObject({ subscription: "Texts", kind: "added" });
    expect(change?.findings.map(({ id, level }) => [id, level])).toContainEqual(["subscription-name-taken", "error"]);
  });

  test("that is given up leaves the other", () => {
    const change = reviewOf([texts, given("Texts", "CallEnded")], [texts]).changes;
    expect(change).toMatchObject([{ subscription: "Texts", kind: "removed" }]);
  });
});

describe("what check finds in a new subscription", () => {
  test("is said: of its filter as it is, of its settings as warnings", () => {
    const bad = given("bad", "SmsReceived", {}, { retryPolicy: { maxDeliveryAttempts: 99 } });
    const [change] = reviewOf([], [bad]).changes;
    const said = change?.findings.map(({ id, level, path }) => [level, id, path]);
    expect(said).toContainEqual(["error", "event-type-unknown", "filter.includedEventTypes[0]"]);
    expect(said).toContainEqual(["warning", "retry-out-of-bounds", "retryPolicy.maxDeliveryAttempts"]);
  });
});

test("the envelope of a documented event is as all published samples have it", () => {
  const keyed = (key: string, value: string) =>
    given("texts", "SMSReceived", where("StringContains", key, { values: [value] }));
  expect(changed(texts, keyed("dataVersion", "1.0")).filter.documented?.lost).toBe("none");
  expect(changed(texts, keyed("topic", "/Microsoft.Communication/")).filter.documented?.lost).toBe("none");
  const other = changed(texts, keyed("topic", "communicationServices/contoso")).filter.lost;
  expect(other).toMatchObject({ topic: expect.stringContaining("/Microsoft.Communication/communicationServices/") });
});

describe("a subscription that Azure no longer runs for certain", () => {
  test.each<[string, Given, string]>([
    ["its state is another", { provisioningState: "Failed" }, "its state in Azure is Failed"],
    ["when it expires cannot be read", { expirationTimeUtc: "soon" }, "its expiration time cannot be read"],
  ])("%s: whether its events still arrive is not decided, also where its filter is widened", (_, more, reason) => {
    const wider = { ...given("texts", "SMSReceived CallEnded"), ...more };
    const change = changed(texts, wider);
    expect(message(change, "events-unreceived-undecided")).toContain(`texts: ${reason}`);
    expect(headline(reviewOf([texts], [wider]))).toMatch(/^1 subscription: 1 changed; undecided in 1(?:;|$)/);
  });
});
