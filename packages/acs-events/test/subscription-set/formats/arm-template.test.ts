import { describe, expect, test } from "vitest";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { smsProperties } from "./sms-subscription.ts";

const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const type = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
const resource = (name: string, more: object = {}) => ({ type, name, properties: smsProperties, ...more });

function namesIn(template: object): string[] {
  return readSubscriptionSet({ $schema, ...template }).subscriptions.map(({ name }) => name);
}

describe("subscriptions are found", () => {
  test("whatever the case of the type, among others", () => {
    const other = { type: "Microsoft.EventGrid/topics/eventSubscriptions", name: "no", properties: smsProperties };
    const resources = [other, { ...resource("t/one"), type: type.toLowerCase() }, resource("t/two")];
    expect(namesIn({ resources })).toEqual(["one", "two"]);
  });

  test("on a scope, and as an extension of the source", () => {
    const older = "Microsoft.Communication/CommunicationServices/providers/eventSubscriptions";
    const resources = [
      { ...resource("one"), type: "Microsoft.EventGrid/eventSubscriptions" },
      { ...resource("acs/Microsoft.EventGrid/two"), type: older },
    ];
    expect(namesIn({ resources })).toEqual(["one", "two"]);
  });

  test("as a child of its topic", () => {
    const child = { type: "eventSubscriptions", name: "one", properties: smsProperties };
    const resources = [{ type: "Microsoft.EventGrid/systemTopics", name: "t", resources: [child] }, resource("t/two")];
    expect(namesIn({ resources })).toEqual(["one", "two"]);
  });

  test("in the nested deployments that Bicep makes of modules, and under symbolic names", () => {
    const module = {
      type: "Microsoft.Resources/deployments",
      name: "m",
      properties: {
        template: { $schema, resources: { sub: resource("t/one"), old: resource("t/x", { existing: true }) } },
      },
    };
    expect(namesIn({ resources: { m: module, two: resource("t/two") } })).toEqual(["one", "two"]);
  });
});

describe("what is computed when the template is deployed", () => {
  test("stays as its expression in the name, and is said", () => {
    const name = "[format('{0}/{1}', parameters('topic'), 'sms')]";
    const { subscriptions, findings } = readSubscriptionSet({ $schema, resources: [resource(name)] });
    expect(subscriptions[0]?.name).toBe(name);
    expect(findings).toEqual([]);
  });

  test("is left out of the filter, and said", () => {
    const filter = {
      includedEventTypes: ["Microsoft.Communication.SMSReceived", "[variables('second')]"],
      subjectBeginsWith: "[parameters('prefix')]",
      subjectEndsWith: "[[literal",
      advancedFilters: [
        { operatorType: "StringIn", key: "data.from", values: "[parameters('numbers')]" },
        { operatorType: "IsNotNull", key: "data.message" },
      ],
    };
    const properties = { ...smsProperties, filter, destination: "[parameters('destination')]" };
    const { subscriptions, findings } = readSubscriptionSet({
      $schema,
      resources: [resource("t/one", { properties })],
    });
    expect(subscriptions[0]).toMatchObject({
      destination: null,
      filter: {
        eventTypes: ["Microsoft.Communication.SMSReceived"],
        subjectBeginsWith: "",
        subjectEndsWith: "[literal",
        advancedFilters: [{ operatorType: "IsNotNull", key: "data.message" }],
      },
      hidden: [
        { path: "destination", why: "expression", text: "[parameters('destination')]" },
        { path: "filter.includedEventTypes[1]", why: "expression", text: "[variables('second')]" },
        { path: "filter.subjectBeginsWith", why: "expression", text: "[parameters('prefix')]" },
        { path: "filter.advancedFilters[0].values", why: "expression", text: "[parameters('numbers')]" },
      ],
      positions: { eventTypes: [0], advancedFilters: [1] },
    });
    expect(findings.map(({ id, level, path }) => `${level} ${id} ${path}`)).toEqual([
      "info value-hidden filter.includedEventTypes[1]",
      "info value-hidden filter.subjectBeginsWith",
      "info value-hidden filter.advancedFilters[0].values",
    ]);
    expect(findings[1]?.message).toBe(
      "What stands here is computed when the template is deployed: \"[parameters('prefix')]\"; nothing that depends on it can be said.",
    );
  });

  test("several times is said", () => {
    const { findings } = readSubscriptionSet({
      $schema,
      resources: [resource("t/one", { copy: { name: "c", count: 3 } })],
    });
    expect(findings).toMatchInlineSnapshot(`
      [
        {
          "id": "template-copy-loop",
          "level": "info",
          "message": "The template makes several subscriptions of "one" with a copy loop; here it is read as one.",
          "path": "copy",
          "subscription": "",
          "value": "one",
        },
      ]
    `);
  });
});
