import { describe, expect, test } from "vitest";
import { keysRule } from "../../src/filter-rules/keys.ts";
import { condition, over, said } from "./said.ts";

const cloudEvents = { deliverySchema: "CloudEventSchemaV1_0" } as const;
const keys = (names: string[], options?: typeof cloudEvents) =>
  said(
    keysRule,
    over("SMSReceived", { advancedFilters: names.map((name) => condition("StringIn", name, { values: ["x"] })) }),
    options,
  );

test.each([
  ["Event Grid's", ["ID", "Topic", "subject", "EventType", "dataversion", "data.from", "Data.From"], undefined],
  ["CloudEvents'", ["id", "Source", "type", "specversion", "data.from"], cloudEvents],
])("%s own keys pass", (_, names, options) => {
  expect(keys(names, options)).toEqual([]);
});

describe("in the Event Grid schema", () => {
  test("keys of CloudEvents and others never have a value", () => {
    expect(keys(["type", "source", "eventTime", "eventtyp", "nothing"])).toMatchInlineSnapshot(`
      [
        "error key-of-other-schema at advancedFilters[0].key: The subscription delivers in EventGridSchema, where "type" is not a key and never has a value; there it is called "eventType". [fix "eventType"]",
        "error key-of-other-schema at advancedFilters[1].key: The subscription delivers in EventGridSchema, where "source" is not a key and never has a value; there it is called "topic". [fix "topic"]",
        "error key-not-listed at advancedFilters[2].key: "eventTime" is not a key that Azure knows in EventGridSchema, and never has a value; there are id, topic, subject, eventType, dataVersion and data.….",
        "error key-not-listed at advancedFilters[3].key: "eventtyp" is not a key that Azure knows in EventGridSchema, and never has a value; there are id, topic, subject, eventType, dataVersion and data.…. Did you mean "eventType"? [fix "eventType"]",
        "error key-not-listed at advancedFilters[4].key: "nothing" is not a key that Azure knows in EventGridSchema, and never has a value; there are id, topic, subject, eventType, dataVersion and data.….",
      ]
    `);
  });

  test("a field of the payload without data in front", () => {
    expect(keys(["message"])).toMatchInlineSnapshot(`
      [
        "error key-not-listed at advancedFilters[0].key: "message" is not a key that Azure knows in EventGridSchema, and never has a value; there are id, topic, subject, eventType, dataVersion and data.…. Did you mean "data.message"? [fix "data.message"]",
      ]
    `);
  });
});

describe("in the CloudEvents schema", () => {
  test("keys of the Event Grid schema and others never have a value", () => {
    expect(keys(["eventtype", "topic", "time", "data", "message"], cloudEvents)).toMatchInlineSnapshot(`
      [
        "error key-of-other-schema at advancedFilters[0].key: The subscription delivers in CloudEventSchemaV1_0, where "eventtype" is not a key and never has a value; there it is called "type". [fix "type"]",
        "error key-of-other-schema at advancedFilters[1].key: The subscription delivers in CloudEventSchemaV1_0, where "topic" is not a key and never has a value; there it is called "source". [fix "source"]",
        "error key-not-listed at advancedFilters[2].key: "time" is not a key that Azure knows in CloudEventSchemaV1_0, and never has a value; there are id, source, type, specversion and data.….",
        "error key-not-listed at advancedFilters[3].key: "data" is not a key that Azure knows in CloudEventSchemaV1_0, and never has a value; there are id, source, type, specversion and data.….",
        "error key-not-listed at advancedFilters[4].key: "message" is not a key that Azure knows in CloudEventSchemaV1_0, and never has a value; there are id, source, type, specversion and data.…. Did you mean "data.message"? [fix "data.message"]",
      ]
    `);
  });

  test("extension attributes, which events of Communication Services do not have", () => {
    expect(keys(["traceparent", "sourc"], cloudEvents)).toMatchInlineSnapshot(`
      [
        "warning key-extension-attribute at advancedFilters[0].key: "traceparent" would be an extension attribute, and events of Communication Services have none.",
        "warning key-extension-attribute at advancedFilters[1].key: "sourc" would be an extension attribute, and events of Communication Services have none. Did you mean "source"? [fix "source"]",
      ]
    `);
  });

  test("the subject", () => {
    expect(keys(["subject"], cloudEvents)).toMatchInlineSnapshot(`
      [
        "info key-subject-in-cloud-events at advancedFilters[0].key: With CloudEvents, subject is in none of Azure's lists of keys; it works as the attribute that it is. subjectBeginsWith and subjectEndsWith are documented.",
      ]
    `);
  });
});

test("signs without a meaning", () => {
  expect(
    keys(["$.data.from", "data['from']", "data/from", "data..from", "data.list[0]", " data.from"]),
  ).toMatchInlineSnapshot(`
    [
      "error key-malformed at advancedFilters[0].key: "$.data.from" has signs in it that have no meaning in a key; a key is made of names with dots between them. Did you mean "data.from"? [fix "data.from"]",
      "error key-malformed at advancedFilters[1].key: "data['from']" has signs in it that have no meaning in a key; a key is made of names with dots between them. Did you mean "data.from"? [fix "data.from"]",
      "error key-malformed at advancedFilters[2].key: "data/from" has signs in it that have no meaning in a key; a key is made of names with dots between them. Did you mean "data.from"? [fix "data.from"]",
      "error key-malformed at advancedFilters[3].key: "data..from" has signs in it that have no meaning in a key; a key is made of names with dots between them. Did you mean "data.from"? [fix "data.from"]",
      "error key-malformed at advancedFilters[4].key: "data.list[0]" has signs in it that have no meaning in a key; a key is made of names with dots between them. Did you mean "data.list.0"? [fix "data.list.0"]",
      "error key-malformed at advancedFilters[5].key: " data.from" has signs in it that have no meaning in a key; a key is made of names with dots between them. Did you mean "data.from"? [fix "data.from"]",
    ]
  `);
});
