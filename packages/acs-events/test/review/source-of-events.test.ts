import { describe, expect, test } from "vitest";
import { type Given, given, idsIn, reviewOf, where } from "./subscriptions.ts";

const source =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Communication/communicationServices/contoso-prod";
const known = { id: `${source}/providers/Microsoft.EventGrid/eventSubscriptions/texts` };
const onTopic = (operatorType: string, value: string): Given => where(operatorType, "topic", { values: [value] });
const texts = (filter: Given, more: Given): Given => given("texts", "SMSReceived", filter, more);

/** What is lost when a subscription to all text messages asks for the resource as well. */
const lostBy = (filter: Given, more: Given) => {
  const [change] = reviewOf([texts({}, more)], [texts(filter, more)]).changes;
  return change?.filter.documented?.lost;
};

describe("a condition on the resource that events come from", () => {
  test.each([
    ["one that its own resource meets", onTopic("StringEndsWith", "/CONTOSO-PROD"), "none", "undecided"],
    ["one that its own resource does not meet", onTopic("StringContains", "contoso-test"), "some", "undecided"],
    ["one that forbids another resource", onTopic("StringNotContains", "contoso-test"), "none", "undecided"],
    [
      "one that every such resource meets",
      onTopic("StringContains", "/providers/microsoft.communication/"),
      "none",
      "none",
    ],
  ])("%s, where the resource is known and where it is not", (_, filter, ifKnown, ifUnknown) => {
    expect([lostBy(filter, known), lostBy(filter, {})]).toEqual([ifKnown, ifUnknown]);
  });

  test("the event that is lost comes from that resource", () => {
    const [change] = reviewOf([texts({}, known)], [texts(onTopic("StringContains", "test"), known)]).changes;
    expect(change?.filter.lost).toMatchObject({ topic: source });
  });

  test("where the resource is not known, nobody is said to receive them, nor that nobody does", () => {
    const other = given("other", "SMSReceived", onTopic("StringContains", "prod"));
    const removed = reviewOf([texts({}, {}), other], [other]);
    expect(idsIn(removed)).toEqual([["texts", ["subscription-removed", "events-unreceived-undecided"]]]);
    expect(removed.changes[0]?.findings[1]?.message).toContain(
      "a condition asks which resource the events come from, and the subscriptions do not say it",
    );
  });
});
