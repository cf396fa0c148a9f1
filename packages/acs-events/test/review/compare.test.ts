import { describe, expect, test } from "vitest";
import type { Change, ReviewFindingId } from "../../src/review/change.ts";
import { reviewFindings } from "../../src/review/change.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { examplesOf, headline } from "../../src/review/wording.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const sms = "Microsoft.Communication.SMSReceived";
const report = "Microsoft.Communication.SMSDeliveryReportReceived";

type Given = Readonly<Record<string, unknown>>;

/** A subscription in the form of `az … list`, with what the case changes about it. */
const subscription = (name: string, changes: Given = {}): Given => ({
  name,
  filter: { includedEventTypes: [sms], subjectBeginsWith: "/phonenumber/1555" },
  destination: {
    endpointType: "StorageQueue",
    resourceId: "/subscriptions/0/x/storageAccounts/a",
    queueName: "support",
  },
  deadLetterDestination: {
    endpointType: "StorageBlob",
    resourceId: "/subscriptions/0/x/storageAccounts/a",
    blobContainerName: "kept",
  },
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
  eventDeliverySchema: "EventGridSchema",
  labels: ["team=support", "owner=support@contoso.example"],
  ...changes,
});
const filter = (filter: Given): Given => ({ filter: { includedEventTypes: [sms], ...filter } });
const all = subscription("all", {
  filter: { includedEventTypes: ["All"] },
  destination: {
    endpointType: "StorageQueue",
    resourceId: "/subscriptions/0/x/storageAccounts/a",
    queueName: "archive",
  },
});

function review(base: readonly Given[], head: readonly Given[], complete = true) {
  return compareSubscriptions(readSubscriptionSet(base).subscriptions, readSubscriptionSet(head).subscriptions, {
    complete,
  });
}

const idsOf = ({ findings }: Change): string[] => findings.map(({ id }) => id);

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

  test("the proof is an event that one side lets through and the other does not", () => {
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

  test("are an error when nothing else lets them through", () => {
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
    expect(change?.findings[1]?.message).toBe("support still gets all of its events, by odd.");
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
      "Events go to crm and no longer to support.",
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
      "Undelivered events are no longer kept: what cannot be delivered is gone.",
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

  test("nothing, or null for what was left out, is no change", () => {
    const { labels: _, ...without } = subscription("texts");
    expect(
      review(
        [subscription("texts")],
        [{ ...without, labels: subscription("texts")["labels"], expirationTimeUtc: null }],
      ).changes,
    ).toEqual([]);
  });
});

describe("two subscriptions of one endpoint", () => {
  const type = (...includedEventTypes: string[]): Given => ({ filter: { includedEventTypes } });
  const twice = (base: readonly Given[], head: readonly Given[]) =>
    review(base, head).changes.map(({ subscription: name, findings }) => [
      name,
      findings
        .filter(({ id }) => id === "same-event-twice" || id === "subscription-shadowed")
        .map(({ id, message }) => [id, message]),
    ]);
  const elsewhere = {
    destination: {
      endpointType: "StorageQueue",
      resourceId: "/subscriptions/0/x/storageAccounts/b",
      queueName: "support",
    },
  };

  test.each<[string, Given[], Given[], unknown]>([
    [
      "a new one around another",
      [subscription("texts")],
      [subscription("texts"), subscription("again", filter({}))],
      [
        [
          "again",
          [
            [
              "subscription-shadowed",
              "Everything that texts lets through reaches support by this subscription too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "a new one inside another",
      [subscription("texts")],
      [subscription("texts"), subscription("again", filter({ subjectBeginsWith: "/phonenumber/15551" }))],
      [
        [
          "again",
          [
            [
              "subscription-shadowed",
              "Everything that it lets through reaches support by texts too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "a new one that has some in common with another",
      [subscription("texts")],
      [
        subscription("texts"),
        subscription("again", { filter: { includedEventTypes: [sms, report], subjectEndsWith: "1" } }),
      ],
      [["again", [["same-event-twice", "support gets some events twice, by this subscription and by texts."]]]],
    ],
    [
      "one that moves to where another delivers already",
      [subscription("texts"), subscription("moving", elsewhere)],
      [subscription("texts"), subscription("moving")],
      [
        [
          "moving",
          [
            [
              "subscription-shadowed",
              "Everything that it lets through reaches support by texts too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "two new ones are told once",
      [],
      [subscription("a", type(sms, report)), subscription("b", type(report, "Microsoft.Communication.CallEnded"))],
      [
        ["a", []],
        ["b", [["same-event-twice", "support gets some events twice, by this subscription and by a."]]],
      ],
    ],
    [
      "a new one is told, and not the one that is renamed beside it",
      [subscription("old")],
      [subscription("named", {}), subscription("zero", filter({ subjectBeginsWith: "/phonenumber/1" }))],
      [
        ["named", []],
        ["old", []],
        [
          "zero",
          [
            [
              "subscription-shadowed",
              "Everything that named lets through reaches support by this subscription too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "a queue of the same name in another account",
      [],
      [subscription("a", type(sms)), subscription("b", elsewhere)],
      [
        ["a", []],
        ["b", []],
      ],
    ],
    [
      "what was so before is not said again",
      [subscription("a", type(sms)), subscription("b", type(sms, report))],
      [subscription("a", type(sms)), subscription("b", type(sms, report, "Microsoft.Communication.CallEnded"))],
      [["b", []]],
    ],
    [
      "only an event that is never sent would arrive twice",
      [],
      [
        subscription("a", filter({ subjectBeginsWith: "phone" })),
        subscription("b", filter({ subjectBeginsWith: "phonenumber" })),
      ],
      [
        ["a", []],
        ["b", []],
      ],
    ],
  ])("%s", (_, base, head, expected) => {
    expect(twice(base, head)).toEqual(expected);
  });
});

describe("what is documented, and what Event Grid alone would let through", () => {
  test("mending a filter that never matched loses nothing", () => {
    const before = subscription("texts", filter({ subjectBeginsWith: "phonenumber/1555" }));
    const { changes } = review([before], [subscription("texts")]);
    expect(changes).toMatchObject([
      {
        filter: { relation: "disjoint", undocumented: ["lost"] },
        findings: [
          {
            id: "filter-disjoint",
            message: "Events start arriving; before, nothing did that Communication Services is documented to send.",
          },
        ],
      },
    ]);
    expect(headline(review([before], [subscription("texts")]))).toBe("1 subscription: 1 changed; no events are lost");
  });

  test("an event type that is in no catalog may be sent all the same", () => {
    const strange = { filter: { includedEventTypes: ["Microsoft.Communication.NotKnownYet"] } };
    const [change] = review([subscription("new", strange)], []).changes;
    expect(change?.findings.map(({ message }) => message)).toContain("Nobody receives NotKnownYet any more.");
  });

  test("a count has no fractions: under 6 and at most 5 differ in nothing that is sent", () => {
    const segments = (operatorType: string, value: number) =>
      filter({ advancedFilters: [{ operatorType, key: "data.segmentCount", value }] });
    const [change] = review(
      [subscription("texts", segments("NumberLessThan", 6))],
      [subscription("texts", segments("NumberLessThanOrEquals", 5))],
    ).changes;
    expect(change?.filter.undocumented).toEqual(["lost"]);
    expect(change && idsOf(change)).toEqual(["filter-narrowed"]);
  });
});

describe("another delivery schema", () => {
  const cloud = { eventDeliverySchema: "CloudEventSchemaV1_0" };
  const on = (key: string) => filter({ advancedFilters: [{ operatorType: "StringContains", key, values: ["1555"] }] });

  test("a filter on a key of the envelope: undecided, and what the key is called", () => {
    const [change] = review(
      [subscription("texts", on("topic"))],
      [subscription("texts", { ...on("topic"), ...cloud })],
    ).changes;
    expect(change?.filter).toEqual({ relation: "undecided", lost: null, gained: null });
    expect(change && idsOf(change)).toEqual([
      "events-unreceived",
      "key-of-other-schema",
      "filter-undecided",
      "filter-keys-change-meaning",
      "delivery-schema-changed",
    ]);
    expect(change?.findings[3]?.message).toBe(
      "topic is called source in CloudEventSchemaV1_0: the filter has to name the keys of the schema in which events arrive.",
    );
  });

  test("a filter on the payload means the same", () => {
    const [change] = review(
      [subscription("texts", on("data.from"))],
      [subscription("texts", { ...on("data.from"), ...cloud })],
    ).changes;
    expect(change?.filter.relation).toBe("same");
  });
});

test("the summary counts", () => {
  const { summary } = review(
    [all, subscription("a"), subscription("b")],
    [all, subscription("a", filter({})), subscription("c", { destination: null })],
  );
  expect(summary).toMatchObject({ subscriptions: { base: 3, head: 3 }, added: 1, removed: 1, changed: 1 });
});
