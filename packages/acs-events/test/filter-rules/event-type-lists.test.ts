import { expect, test } from "vitest";
import { eventTypeListsRule } from "../../src/filter-rules/event-type-lists.ts";
import { over, said } from "./said.ts";

test("a list of names, each once, passes", () => {
  expect(said(eventTypeListsRule, over("SMSReceived CallEnded"))).toEqual([]);
});

test("every type", () => {
  expect(said(eventTypeListsRule, { includedEventTypes: ["All"] })).toMatchInlineSnapshot(`
    [
      "info event-types-all at includedEventTypes: Every event type is let through, also those that are added later; chat then comes on both levels, once per user and once per thread.",
    ]
  `);
});

test("no type", () => {
  expect(said(eventTypeListsRule, { includedEventTypes: [] })).toMatchInlineSnapshot(`
    [
      "warning event-types-empty at includedEventTypes: The list of event types is empty. What Azure makes of that is not documented; here it is taken as every type. List the types that are meant, or write ["All"]. [fix ["All"]]",
    ]
  `);
});

test("All beside names", () => {
  const includedEventTypes = ["Microsoft.Communication.SMSReceived", "All"];
  expect(said(eventTypeListsRule, { includedEventTypes })).toMatchInlineSnapshot(`
    [
      "warning event-types-all-beside-names at includedEventTypes: "All" stands beside names of event types. It lets every type through, so that the names have no effect. Take it out, or leave it alone in the list. [fix ["Microsoft.Communication.SMSReceived"]]",
    ]
  `);
});

test("a name twice, each time again", () => {
  expect(said(eventTypeListsRule, over("SMSReceived CallEnded SMSReceived SMSReceived"))).toMatchInlineSnapshot(`
    [
      "warning event-type-duplicate at includedEventTypes[2]: "Microsoft.Communication.SMSReceived" is listed already, at position 1.",
      "warning event-type-duplicate at includedEventTypes[3]: "Microsoft.Communication.SMSReceived" is listed already, at position 1.",
    ]
  `);
});
