import { describe, expect, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { matches } from "../../src/filters/match/matches.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { overviewOf } from "../../src/review/overview.ts";
import { headline } from "../../src/review/wording.ts";
import { readPreviewPair, readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { all, texts, without } from "./archive.ts";
import { type Given, given, idsIn, reviewOf, where } from "./subscriptions.ts";

describe("a list of event types is read as the matcher reads it", () => {
  const assumed = ["default-event-types-assumed"];
  test.each<[string, unknown, readonly string[]]>([
    ["All", ["All"], []],
    ["an empty list", [], assumed],
    ["All beside a name", ["All", "Microsoft.Communication.CallEnded"], []],
    ["All twice", ["All", "All"], []],
    ["no list", undefined, assumed],
  ])("%s receives everything", (_, list, rests) => {
    const ids = ["subscription-removed", ...rests];
    expect(idsIn(reviewOf([texts, without(list)], [without(list)]))).toEqual([["texts", ids]]);
    const [change] = reviewOf([without(list)], [given("archive", "SMSReceived")]).changes;
    expect(change?.findings[0]).toMatchObject({ id: "events-unreceived", level: "error" });
    expect(change?.filter.lostTypes).not.toContain("Microsoft.Communication.SMSReceived");
  });
});

describe("what a removal loses", () => {
  test("an expired or pending one got nothing, and that is said", () => {
    const gone = given("texts", "SMSReceived", {}, { expirationTimeUtc: "2027-01-31T00:00:00Z" });
    const review = reviewOf([gone], [], { today: "2027-02-01T00:00:00Z" });
    expect(review.changes[0]?.findings[0]?.message).toBe(
      "The subscription is removed; it had expired and got no events.",
    );
    expect(headline(review)).toBe("1 subscription: 1 removed; no events are lost");
  });

  test("of a filter that cannot be read it is not known", () => {
    const unread = given("texts", "SMSReceived", where("StringLooksLike", "data.from", { values: ["1"] }));
    expect(headline(reviewOf([unread, all], [all]))).toBe("1 subscription: 1 removed; undecided in 1");
  });

  test("one that was deployed and waits now loses everything", () => {
    const review = reviewOf([texts, all], [{ ...texts, pending: true }, all]);
    expect(idsIn(review)).toEqual([["texts", ["subscription-pending"]]]);
    expect(headline(review)).toBe("1 subscription: 1 changed; events stop arriving in 1");
  });
});

describe("topics", () => {
  const on = (topic: string) => ({
    topic: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/${topic}`,
  });
  const one = (name: string, topic: string) => given(name, "SMSReceived", {}, on(topic));

  test("a subscription of another topic does not receive", () => {
    expect(idsIn(reviewOf([one("sms", "eu"), one("other", "us")], [one("other", "us")]))).toEqual([
      ["sms", ["events-unreceived", "subscription-removed"]],
    ]);
    expect(
      idsIn(reviewOf([one("sms", "eu"), one("other", "EU"), one("x", "us")], [one("other", "eu"), one("x", "us")])),
    ).toEqual([["sms", ["subscription-removed"]]]);
  });

  test("the same name on two topics is two subscriptions", () => {
    const both = [one("sms", "eu"), one("sms", "us")];
    expect(reviewOf(both, both).changes).toEqual([]);
    const { changes } = reviewOf(both, [one("sms", "us")]);
    expect(changes.map(({ subscription, topic, kind }) => [subscription, topic, kind])).toEqual([
      ["sms", "eu", "removed"],
    ]);
  });

  test("of several, one that does not say its topic is found by its name, and is no certain receiver", () => {
    const { changes } = reviewOf([one("sms", "eu"), one("x", "us")], [given("y", "SMSReceived"), one("x", "us")]);
    const [sms] = changes.filter(({ subscription }) => subscription === "sms");
    expect(sms?.findings.map(({ id }) => id)).toContain("events-unreceived-undecided");
    expect(reviewOf([one("sms", "eu"), one("x", "us")], [given("sms", "SMSReceived"), one("x", "us")]).changes).toEqual(
      [],
    );
  });

  test("one that is not there yet, and says its topic by group and name, is on the topic of those that have its id", () => {
    const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.EventGrid/systemTopics/acs";
    const type = "azurerm_eventgrid_system_topic_event_subscription";
    const values = (name: string, types: readonly string[]) => ({
      name,
      system_topic: "acs",
      resource_group_name: "g",
      included_event_types: types.map((one) => `Microsoft.Communication.${one}`),
      webhook_endpoint: [{ url: "https://a.example/sms" }],
    });
    const there = (name: string, ...types: string[]) => ({
      ...values(name, types),
      id: `${id}/eventSubscriptions/${name}`,
    });
    const change = (name: string, before: object | null, after: object | null, later: object = {}) => ({
      address: `${type}.${name}`,
      type,
      change: { actions: [], before, after, after_unknown: later },
    });
    const calls = there("calls", "CallEnded");
    const plan = {
      format_version: "1.2",
      resource_changes: [
        change("calls", calls, calls),
        change("old", there("old", "SMSReceived"), null),
        change("new", null, values("new", ["SMSReceived", "SMSDeliveryReportReceived"]), { id: true }),
      ],
    };
    const pair = readPreviewPair(plan);
    const { changes } = compareSubscriptions(pair?.base.subscriptions ?? [], pair?.head.subscriptions ?? []);
    expect(changes.map(({ subscription, kind }) => [subscription, kind])).toEqual([
      ["new", "added"],
      ["old", "removed"],
    ]);
    expect(changes.flatMap(({ findings }) => findings.map((one) => one.id))).not.toContain("events-unreceived");
  });

  test("where each side has one, they are compared whatever they are called", () => {
    expect(reviewOf([one("sms", "dev")], [one("sms", "prod")]).changes).toEqual([]);
  });
});

describe("the event beside a finding is that finding's", () => {
  test("what is lost is shared out but for a rest: the event is of the rest", () => {
    const tagged = (name: string, operatorType: string) =>
      given(
        name,
        "SMSDeliveryReportReceived",
        where(operatorType, "data.tag", operatorType === "IsNotNull" ? {} : { values: ["x"] }),
      );
    const base = [given("rep", "SMSDeliveryReportReceived")];
    const head = [tagged("rep-a", "IsNotNull"), tagged("rep-b", "StringContains")];
    const [change] = reviewOf(base, head).changes.filter(({ subscription }) => subscription === "rep");
    const finding = change?.findings.find(({ id }) => id === "events-unreceived");
    const receivers = readSubscriptionSet(head).subscriptions;
    expect(finding?.event).toBeDefined();
    if (finding?.event === undefined) return;
    const { event } = finding;
    expect(receivers.filter(({ filter }) => matches(filter, event))).toEqual([]);
  });

  test("all types that are lost are named, and listed in JSON, the most severe first", () => {
    const [change] = reviewOf([all], [given("archive", "SMSReceived CallStarted CallEnded")]).changes;
    const [finding] = change?.findings ?? [];
    expect(finding?.eventTypes?.[0]).toBe("Microsoft.Communication.IncomingCall");
    expect(finding?.event).toMatchObject({ eventType: "Microsoft.Communication.IncomingCall" });
    const open = change?.findings.find(({ id }) => id === "events-unreceived-undecided")?.eventTypes ?? [];
    expect([...(finding?.eventTypes ?? []), ...open]).toHaveLength(eventTypeNames.length - 3);
    for (const type of finding?.eventTypes ?? []) {
      expect(finding?.message).toContain(type.replace("Microsoft.Communication.", ""));
    }
  });

  test("a right and a wrong filter on the callee read differently", () => {
    const callee = (value: string) =>
      given("calls", "IncomingCall", where("StringBeginsWith", "data.to.PhoneNumber.Value", { values: [value] }));
    const kinds = (value: string) =>
      reviewOf([given("calls", "IncomingCall")], [callee(value)])
        .changes[0]?.findings.find(({ id }) => id === "events-unreceived")
        ?.examples?.map(({ kind }) => kind);
    expect(kinds("18005551212")).toEqual([
      'where data.to.PhoneNumber.Value begins with "+18005551212" (the filter has it without the plus)',
      "with another data.to.PhoneNumber.Value",
      "without data.to.PhoneNumber.Value",
    ]);
    expect(kinds("+18005551212")).toEqual([
      "with another data.to.PhoneNumber.Value",
      "without data.to.PhoneNumber.Value",
    ]);
  });
});

describe("what nobody receives is said of the events that it is about", () => {
  const onlyOf = (name: string, prefix: string) => given(name, "SMSReceived", { subjectBeginsWith: prefix });
  const [mine, theirs] = [onlyOf("mine", "/phonenumber/1555"), onlyOf("theirs", "/phonenumber/1206")];
  const unreceivedIn = (base: readonly Given[], head: readonly Given[]) =>
    reviewOf(base, head).changes.flatMap(({ findings }) => findings.filter(({ id }) => id === "events-unreceived"));

  test("a type that somebody still gets by another number is not gone as a whole", () => {
    const [lost] = unreceivedIn([mine, theirs], [theirs]);
    expect(lost?.message).toMatch(/^Nobody receives these any more: SMSReceived with the subject \/phonenumber\/1555/);
    expect(overviewOf(reviewOf([mine, theirs], [theirs]).changes)[0]?.lost).toBe("nobody gets some of SMSReceived");
    expect(overviewOf(reviewOf([mine], []).changes)[0]?.lost).toBe("nobody gets SMSReceived");
    expect(unreceivedIn([mine], []).map(({ message }) => message)).toEqual(["Nobody receives SMSReceived any more."]);
  });

  test("types that are gone and types of which some are gone have each an event of their own", () => {
    const findings = unreceivedIn([given("all", "IncomingCall SMSReceived")], [onlyOf("all", "/phonenumber/1206")]);
    expect(findings.map(({ event, eventTypes }) => [event?.subject?.split("/")[1], eventTypes])).toEqual([
      ["caller", ["Microsoft.Communication.IncomingCall"]],
      ["phonenumber", ["Microsoft.Communication.SMSReceived"]],
    ]);
  });

  test("another delivery schema, in which envelope keys have other names, hides no loss", () => {
    const numbers = where("StringContains", "topic", { values: ["contoso"] });
    const texts = given("texts", "SMSReceived", numbers);
    const calls = given("texts", "IncomingCall", numbers, { eventDeliverySchema: "CloudEventSchemaV1_0" });
    expect(unreceivedIn([texts], [calls]).map(({ message }) => message)).toEqual([
      "Nobody receives SMSReceived any more.",
    ]);
  });
});

describe("what is only searched is not said of all", () => {
  test("an identifier is the same by its object and by its raw id, whatever the case of a condition", () => {
    const called = (key: string) => given("calls", "IncomingCall", where("StringIn", key, { values: ["8:ACS:1"] }));
    const [change] = reviewOf([called("data.to.communicationUser.id")], [called("data.to.rawId")]).changes;
    expect(change?.filter.documented).toEqual({ lost: "none", gained: "none" });
  });

  test.each(["all", "ALL", "*"])("%s is not an event type of which events could start arriving", (name) => {
    const [change] = reviewOf([texts], [given("texts", "All", { includedEventTypes: [name] })]).changes;
    expect(change?.filter.documented).toEqual({ lost: "some", gained: "none" });
  });

  test("a filter that drops some documented events of one type never loses nothing", () => {
    const review = reviewOf(
      [all, given("backup", "All")],
      [given("archive", "All", where("StringNotIn", "data.status", { values: ["Delivered"] })), given("backup", "All")],
    );
    expect(headline(review)).toContain("events stop arriving in 1");
    expect(review.changes[0]?.filter.lostTypes).toContain("Microsoft.Communication.EmailDeliveryReportReceived");
  });

  test("a retired name was never delivered", () => {
    const chat = (name: string) => given("chat", name);
    const review = reviewOf([chat("ChatMemberAddedToThreadWithUser")], [chat("ChatParticipantAddedToThreadWithUser")]);
    expect(headline(review)).toMatch(/: 1 changed; no events are lost$/);
  });
});

describe("a split or a merge that loses nothing", () => {
  const failed = (name: string, operator: string) =>
    given(name, "SMSDeliveryReportReceived", where(operator, "data.deliveryStatus", { values: ["Failed"] }), {
      queueName: "support",
    });
  const whole = given("reports", "SMSDeliveryReportReceived", {}, { queueName: "support" });

  test("says by whom the endpoint still gets all of them", () => {
    const review = reviewOf([whole], [failed("failed", "StringIn"), failed("rest", "StringNotIn")]);
    const [reports] = review.changes.filter(({ subscription }) => subscription === "reports");
    expect(reports?.filter.stillDeliveredBy).toEqual(["failed", "rest"]);
    expect(reports?.findings.map(({ message }) => message)).toEqual([
      "The subscription is removed.",
      "support still gets all of its events, by failed and rest.",
    ]);
    expect(headline(review)).toContain("no events are lost");
  });

  test("says that the subscription itself still gets a part of them", () => {
    const several = given("several", "SMSDeliveryReportReceived SMSReceived", {}, { queueName: "support" });
    const head = [given("several", "SMSReceived", {}, { queueName: "support" }), whole];
    const [change] = reviewOf([several, whole], head).changes;
    expect(change?.findings.map(({ message }) => message)).toContain(
      "support still gets all of its events, by this subscription and reports.",
    );
  });

  test("says nothing where a part is missing", () => {
    const review = reviewOf([whole], [failed("failed", "StringIn")]);
    expect(review.changes.flatMap(({ filter }) => filter.stillDeliveredBy ?? [])).toEqual([]);
  });
});
