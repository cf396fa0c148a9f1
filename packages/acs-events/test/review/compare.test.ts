import { describe, expect, test } from "vitest";
import type { ReviewFindingId } from "../../src/review/change.ts";
import { reviewFindings } from "../../src/review/change.ts";
import { examplesOf, headline } from "../../src/review/wording.ts";
import { all, filter, type Given, idsOf, report, review, sms, subscription } from "./two-sets.ts";

describe("a changed filter, where another subscription receives everything", () => {
  test.each<[string, Given, Given, string, string[]]>([
    [
      "a longer prefix",
      filter({ subjectBeginsWith: "/phonenumber/1" }),
      filter({ subjectBeginsWith: "/phonenumber/1555" }),
      "narrowed",
      ["filter-narrowed"],
    ],
    [
      "a shorter prefix",
      filter({ subjectBeginsWith: "/phonenumber/1555" }),
      filter({ subjectBeginsWith: "/phonenumber/1" }),
      "widened",
      ["filter-widened"],
    ],
    [
      "another prefix",
      filter({ subjectBeginsWith: "/phonenumber/1555" }),
      filter({ subjectBeginsWith: "/phonenumber/1206" }),
      "disjoint",
      ["filter-disjoint"],
    ],
    [
      "another type beside, one gone",
      { filter: { includedEventTypes: [sms, report] } },
      { filter: { includedEventTypes: [report, "Microsoft.Communication.CallEnded"] } },
      "overlapping",
      ["filter-overlapping"],
    ],
    [
      "the same in other words",
      filter({ subjectBeginsWith: "/PhoneNumber/" }),
      filter({ subjectBeginsWith: "/phonenumber/" }),
      "same",
      ["filter-same"],
    ],
    [
      "a prefix that no text message has",
      filter({ subjectBeginsWith: "/phonenumber/1" }),
      filter({ subjectBeginsWith: "phonenumber/1" }),
      "disjoint",
      ["filter-never-matches", "subject-prefix-never-matches", "filter-disjoint"],
    ],
  ])("%s: %s", (_, before, after, relation, ids) => {
    const { changes } = review([all, subscription("texts", before)], [all, subscription("texts", after)]);
    expect(changes.map((change) => [change.subscription, change.kind, change.filter.relation, idsOf(change)])).toEqual([
      ["texts", "changed", relation, ids],
    ]);
  });

  test("another stack that deploys it is said of plans, which know it", () => {
    const planned = { destination: { endpointType: "StorageQueue", endpoint: "queue", kind: "storage-queue" } };
    const [change] = review(
      [subscription("texts", planned)],
      [subscription("texts", { ...planned, stack: "prod-support" })],
    ).changes;
    expect(change?.findings).toEqual([
      expect.objectContaining({
        id: "stack-changed",
        level: "warning",
        message:
          "It is deployed by prod-support and no longer by the stack that has the topic. Move it there before you deploy either stack. Otherwise it is deleted, and events are lost until it is created again.",
      }),
    ]);
    expect(review([subscription("texts")], [subscription("texts", { stack: "prod-support" })]).changes).toEqual([]);
  });

  test("the proof is an event that one side matches and the other does not", () => {
    const before = subscription("texts", filter({ subjectBeginsWith: "/phonenumber/1" }));
    const after = subscription("texts", filter({ subjectBeginsWith: "/phonenumber/1555" }));
    const [change] = review([all, before], [all, after]).changes;
    expect(change?.filter.gained).toBeNull();
    expect(change?.filter.lost).toMatchObject({
      eventType: sms,
      subject: expect.stringMatching(/^\/phonenumber\/1(?!555)\d+$/),
    });
  });
});

describe("events that nobody receives any more", () => {
  const narrow = subscription("texts", filter({ subjectBeginsWith: "/phonenumber/15551" }));

  test("are an error when nothing else matches them", () => {
    const [change] = review([subscription("texts")], [narrow]).changes;
    expect(change && idsOf(change)).toEqual(["events-unreceived", "filter-narrowed"]);
    expect(change?.findings[0]?.message).toMatch(
      /^Nobody receives these any more: SMSReceived with the subject \/phonenumber\/1555(?!1)\d*, for example\.$/,
    );
  });

  test("of a whole type are told by its name, beside a part of another", () => {
    const both = subscription("both", { filter: { includedEventTypes: [sms, report] } });
    const [change] = review([both], [subscription("both", filter({ subjectBeginsWith: "/phonenumber/1" }))]).changes;
    expect(change?.findings.map(({ message }) => message)).toEqual([
      "Nobody receives SMSDeliveryReportReceived any more.",
      expect.stringMatching(
        /^Nobody receives these any more: SMSReceived with the subject \/phonenumber\/(?!1)\d*, for example\.$/,
      ),
      "Some events stop arriving, and none is new: SMSReceived and SMSDeliveryReportReceived.",
    ]);
  });

  test("are none when two others share them between them", () => {
    const others = [subscription("odd", filter({ subjectBeginsWith: "/phonenumber/155" })), narrow];
    const [change] = review([subscription("texts")], others).changes.filter(
      ({ subscription: name }) => name === "texts",
    );
    expect(change && idsOf(change)).toEqual(["filter-narrowed", "events-still-delivered"]);
    expect(change?.findings[1]?.message).toMatch(/, by odd\.$/);
  });

  test("nothing is said of them where unchanged subscriptions may be missing", () => {
    const [change] = review([subscription("texts")], [narrow], false).changes;
    expect(change && idsOf(change)).toEqual(["filter-narrowed"]);
  });
});

describe("added, removed, renamed", () => {
  test("a removed one loses its events", () => {
    const [change] = review([all, subscription("texts")], [all]).changes;
    expect(change).toMatchObject({
      subscription: "texts",
      kind: "removed",
      filter: { lost: { eventType: sms }, gained: null },
    });
    expect(change && idsOf(change)).toEqual(["subscription-removed"]);
  });

  test("an added one gains them", () => {
    const [change] = review([], [subscription("texts")]).changes;
    expect(change).toMatchObject({ kind: "added", filter: { lost: null, gained: { eventType: sms } } });
    expect(change && idsOf(change)).toContain("subscription-added");
  });

  test("a rename is no loss for ever", () => {
    const renamed = review([subscription("texts")], [subscription("messages")]);
    expect(headline(renamed)).toBe(
      "1 subscription: 1 renamed; no events are lost; events arrive twice while the engine creates and deletes 1",
    );
    expect(renamed.changes.flatMap(examplesOf)).toEqual([]);
  });

  test("a rename is both, and each names the other", () => {
    const { changes } = review([subscription("texts")], [subscription("messages")]);
    expect(
      changes.map(({ subscription: name, kind, findings }) => [name, kind, findings.map(({ message }) => message)]),
    ).toEqual([
      [
        "messages",
        "added",
        [
          "It looks renamed from texts: the engine creates this one and then deletes that one; events in between arrive twice. Where the endpoint fails its handshake, texts stays.",
        ],
      ],
      [
        "texts",
        "removed",
        [
          "It looks renamed to messages: the engine creates that one and then deletes this one; events in between arrive twice. Where the endpoint fails its handshake, texts stays.",
        ],
      ],
    ]);
  });

  test("a name that differs in case only is the same subscription", () => {
    expect(review([subscription("Texts")], [subscription("texts")]).changes).toEqual([]);
  });
});

describe("what changes beside the filter", () => {
  const queue = (queueName: string) => ({
    endpointType: "StorageQueue",
    resourceId: "/subscriptions/0/x/storageAccounts/a",
    queueName,
  });

  test.each<[string, Given, ReviewFindingId, string]>([
    [
      "another endpoint",
      { destination: queue("crm") },
      "destination-changed",
      expect.stringMatching(/ to crm and no longer to support\.$/),
    ],
    [
      "CloudEvents",
      { eventDeliverySchema: "CloudEventSchemaV1_0" },
      "delivery-schema-changed",
      "Events arrive as CloudEventSchemaV1_0 and no longer as EventGridSchema. The handler has to understand the new schema, and filters on envelope keys mean something else. The subscription is deleted and created again, and events in between are lost.",
    ],
    [
      "fewer attempts",
      { retryPolicy: { maxDeliveryAttempts: 1, eventTimeToLiveInMinutes: 1440 } },
      "delivery-attempts-reduced",
      "Event Grid tries once and no longer 30 times: a handler that is down for a while loses more.",
    ],
    [
      "a shorter time to live",
      { retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1 } },
      "time-to-live-reduced",
      "Event Grid gives an event up after 1 minute and no longer after 1440 minutes: a handler that is down for longer loses events.",
    ],
    [
      "no dead letters",
      { deadLetterDestination: null },
      "dead-letters-dropped",
      expect.stringMatching(/^Undelivered events are no longer kept: /),
    ],
    [
      "an end",
      { expirationTimeUtc: "2027-01-31T00:00:00Z" },
      "expiry-changed",
      "It ends on 2027-01-31T00:00:00Z; Event Grid removes it then.",
    ],
  ])("%s", (_, changes, id, message) => {
    const [change] = review([subscription("texts")], [subscription("texts", changes)]).changes;
    expect(change?.findings).toEqual([{ id, level: reviewFindings[id], message }]);
    expect(change?.filter).toEqual({ relation: "same", lost: null, gained: null });
  });

  test("nothing, or null for what was omitted, is no change", () => {
    const { labels: _, ...without } = subscription("texts");
    expect(
      review(
        [subscription("texts")],
        [{ ...without, labels: subscription("texts")["labels"], expirationTimeUtc: null }],
      ).changes,
    ).toEqual([]);
  });
});

test("the summary counts", () => {
  const { summary } = review(
    [all, subscription("a"), subscription("b")],
    [all, subscription("a", filter({})), subscription("c", { destination: null })],
  );
  expect(summary).toMatchObject({ subscriptions: { base: 3, head: 3 }, added: 1, removed: 1, changed: 1 });
});
