import { describe, expect, test } from "vitest";
import { headline } from "../../src/review/wording.ts";
import { filter, idsOf, review, subscription } from "./two-sets.ts";

describe("what is documented, and what Event Grid alone would match", () => {
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

  test("an event that is shown is whole, also where a condition asks for a key that stands for nothing", () => {
    const noTime = { operatorType: "IsNullOrUndefined", key: "eventTime" };
    const [change] = review([subscription("texts", filter({ advancedFilters: [noTime] }))], []).changes;
    expect(change?.filter.lost).toHaveProperty("eventTime");
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

describe("a WhatsApp user who hides the number", () => {
  const messages = ["Microsoft.Communication.AdvancedMessageReceived"];
  const id = "US.13491208655302741918";
  const asking = (subjectBeginsWith: string, ...advancedFilters: readonly object[]) =>
    filter({ includedEventTypes: messages, subjectBeginsWith, advancedFilters });
  const shown = { operatorType: "IsNotNull", key: "data.from" };
  const named = { operatorType: "StringNotIn", key: "data.from", values: [""] };

  test.each([
    ["null", shown],
    ["empty", named],
  ])("is in the subject by the id, as documentation shows it, where the number is %s", (_, condition) => {
    const [change] = review(
      [subscription("chats", asking(""))],
      [subscription("chats", asking("", condition))],
    ).changes;
    expect(change?.filter.lost).toMatchObject({
      subject: expect.stringMatching(`^advancedMessage/sender/${id}/recipient/`),
      data: { fromBSUID: id },
    });
  });

  test("is no sender of the subject that is a number: what nothing shows is not said to be lost", () => {
    const by = "advancedMessage/sender/1425";
    const [change] = review([subscription("chats", asking(by))], [subscription("chats", asking(by, shown))]).changes;
    expect(change && idsOf(change)).toEqual(["filter-narrowed", "events-unreceived-undecided"]);
    expect(change?.filter.undocumented).toEqual(["lost"]);
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

  test("a subscription of the one schema gets what one of the other loses, also by a key that only its own has", () => {
    const version = (values: readonly string[]) =>
      subscription("versions", filter({ advancedFilters: [{ operatorType: "StringIn", key: "dataVersion", values }] }));
    const lost = (other: ReturnType<typeof subscription>) =>
      review([subscription("texts", { ...filter({}), ...cloud }), other], [other]).changes.flatMap(idsOf);
    expect(lost(version(["1.0"]))).not.toContain("events-unreceived");
    expect(lost(version(["2.0"]))).toContain("events-unreceived");
  });

  test("an event is written in the schema in which it arrives, without the keys of another's", () => {
    const versions = (operatorType: string) => filter({ advancedFilters: [{ operatorType, key: "dataVersion" }] });
    const other = subscription("other", { ...versions("IsNullOrUndefined"), ...cloud });
    const [change] = review([], [subscription("texts", filter({})), other]).changes.filter(
      ({ subscription }) => subscription === "texts",
    );
    const twice = change?.findings.find(({ id }) => id === "subscription-shadowed");
    expect(twice?.event).toHaveProperty("dataVersion", "1.0");
  });

  test("a filter on the payload means the same", () => {
    const [change] = review(
      [subscription("texts", on("data.from"))],
      [subscription("texts", { ...on("data.from"), ...cloud })],
    ).changes;
    expect(change?.filter.relation).toBe("same");
  });
});
