import { describe, expect, test } from "vitest";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { headline } from "../../src/review/wording.ts";
import { readSubscription } from "../../src/subscription-set/read-subscription.ts";
import type { SubscriptionRecord } from "../../src/subscription-set/subscription-record.ts";
import { texts } from "./archive.ts";
import { type Given, given, idsIn, reviewOf, where } from "./subscriptions.ts";

describe("who is a certain receiver", () => {
  const other = (more: Given, filter: Given = {}) => given("other", "SMSReceived", filter, more);

  test.each<[string, Given, string]>([
    ["one that is pending", other({ pending: true }), "other: it is pending: its endpoint has no address yet"],
    ["one that Azure does not run", other({ provisioningState: "Failed" }), "other: its state in Azure is Failed"],
    [
      "one whose filter cannot be read",
      other({}, where("StringLooksLike", "data.from", { values: ["1"] })),
      "other: a part of its filter cannot be read",
    ],
    [
      "one whose filter Azure refuses",
      other(
        {},
        { advancedFilters: Array.from({ length: 26 }, () => ({ operatorType: "IsNotNull", key: "data.messageId" })) },
      ),
      "other: Azure refuses its filter: ",
    ],
    [
      "one that lists a name that is not an event type",
      given("other", "SMSReceived CallConnected"),
      "other: whether Azure takes its filter is not known: CallConnected",
    ],
  ])("%s is none, and the reason is said", (_, receiver, reason) => {
    const { changes } = reviewOf([texts, receiver], [receiver]);
    const [change] = changes.filter(({ subscription }) => subscription === "texts");
    const open = change?.findings.find(({ id }) => id === "events-unreceived-undecided");
    expect(change?.findings.map(({ id }) => id)).not.toContain("events-unreceived");
    expect(open?.message).toContain(reason);
  });

  test("one whose filter is hidden is none either, and may have received what was there before", () => {
    const hidden = [{ path: "filter.subjectBeginsWith", why: "secret" as const }];
    const seen = readSubscription({ json: texts }).record;
    const unseen = readSubscription({ json: given("new", "SMSReceived"), hidden }).record;
    const ids = (base: SubscriptionRecord[], head: SubscriptionRecord[]) =>
      compareSubscriptions(base, head).changes.flatMap(({ findings }) =>
        findings.flatMap(({ id }) => (id.startsWith("events-unreceived") ? [id] : [])),
      );
    expect(ids([seen], [unseen])).toEqual(["events-unreceived-undecided"]);
    expect(ids([unseen], [])).toEqual(["events-unreceived-undecided"]);
  });

  test("one that is deployed under a condition that is not known may be gone", () => {
    const condition = [{ path: "condition", why: "expression" as const }];
    const always = readSubscription({ json: texts }).record;
    const perhaps = readSubscription({ json: texts, hidden: condition }).record;
    const review = compareSubscriptions([always], [perhaps]);
    expect(headline(review)).toBe("1 subscription: 1 changed; undecided in 1");
    expect(compareSubscriptions([perhaps], [perhaps]).changes).toEqual([]);
  });

  test("one that expires at a time that is not known may be past", () => {
    const expiration = [{ path: "expirationTimeUtc", why: "expression" as const }];
    const always = readSubscription({ json: texts }).record;
    const perhaps = readSubscription({ json: texts, hidden: expiration }).record;
    expect(headline(compareSubscriptions([always], [perhaps]))).toBe("1 subscription: 1 changed; undecided in 1");
    expect(compareSubscriptions([perhaps], [perhaps]).changes).toEqual([]);
  });

  test("one that has expired by that day is none at all", () => {
    const ending = other({ expirationTimeUtc: "2027-01-31T00:00:00Z" });
    const findings = (today: string) => idsIn(reviewOf([texts, ending], [ending], { today }))[0]?.[1];
    expect(findings("2027-01-30T00:00:00Z")).toEqual(["subscription-removed"]);
    expect(findings("2027-02-01T00:00:00Z")).toEqual(["events-unreceived", "subscription-removed"]);
  });

  test("what an expired or pending one matched is no loss", () => {
    const gone = given("texts", "SMSReceived", {}, { expirationTimeUtc: "2027-01-31T00:00:00Z" });
    const today = "2027-02-01T00:00:00Z";
    expect(idsIn(reviewOf([gone], [], { today }))).toEqual([["texts", ["subscription-removed"]]]);
    expect(idsIn(reviewOf([given("texts", "SMSReceived", {}, { pending: true })], []))).toEqual([
      ["texts", ["subscription-removed"]],
    ]);
  });
});
