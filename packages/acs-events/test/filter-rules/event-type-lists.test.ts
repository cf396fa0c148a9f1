import { expect, test } from "vitest";
import { eventTypeListsRule } from "../../src/filter-rules/event-type-lists.ts";
import { over, said } from "./said.ts";

test("a list of names, each once, passes", () => {
  expect(said(eventTypeListsRule, over("SMSReceived CallEnded"))).toEqual([]);
});

test("every type", () => {
  expect(said(eventTypeListsRule, { includedEventTypes: ["All"] })).toMatchInlineSnapshot(`
    [
      "warning event-types-all at includedEventTypes: "All" is not an accepted value since API version 2019-02-01-preview, and what Azure answers to it today is not recorded. Here it is taken as every type; chat then comes on both levels, once per user and once per thread. List the types that are meant.",
    ]
  `);
});

test("no type", () => {
  expect(said(eventTypeListsRule, { includedEventTypes: [] })).toMatchInlineSnapshot(`
    [
      "warning event-types-empty at includedEventTypes: The list of event types is empty. What Azure makes of that is not documented; here it is taken as every type. List the types that are meant.",
    ]
  `);
});

test("All beside names", () => {
  const includedEventTypes = ["Microsoft.Communication.SMSReceived", "All"];
  expect(said(eventTypeListsRule, { includedEventTypes })).toMatchInlineSnapshot(`
    [
      "warning event-types-all-beside-names at includedEventTypes: "All" stands beside names of event types. It is not an accepted value since API version 2019-02-01-preview; here it is taken as every type. Take it out. [fix ["Microsoft.Communication.SMSReceived"]]",
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
