import { describe, expect, test } from "vitest";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { $schema, namesIn, resource, type } from "./arm-template-inputs.ts";
import { smsProperties } from "./sms-subscription.ts";

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
  test.each([
    ["[format('{0}/{1}', parameters('topic'), 'sms')]"],
    ["[concat(parameters('topic'), '/sms')]"],
    ["[concat(variables('topic'), '/', 'sms')]"],
  ])("does not matter to the name where that is what stands last: %s", (name) => {
    const { subscriptions, findings } = readSubscriptionSet({ $schema, resources: [resource(name)] });
    expect(subscriptions).toMatchObject([{ name: "sms" }]);
    expect(subscriptions[0]).not.toHaveProperty("nameIsPlace");
    expect(findings).toEqual([]);
  });

  test("makes the name unknown else: the place stands for it, and that is said", () => {
    const name = "[format('{0}/{1}-sms', parameters('topic'), parameters('prefix'))]";
    const nested = {
      type: "Microsoft.Resources/deployments",
      properties: { template: { resources: [resource(name)] } },
    };
    const resources = [resource(name), resource("[parameters('name')]"), nested];
    const { subscriptions, findings } = readSubscriptionSet({ $schema, resources });
    expect(subscriptions.map(({ name, nameIsPlace }) => [name, nameIsPlace])).toEqual([
      ["resources[0]", true],
      ["resources[1]", true],
      ["resources[2].properties.template.resources[0]", true],
    ]);
    expect(findings.map(({ id }) => id)).toEqual(Array(3).fill("subscription-name-unknown"));
    expect(findings[0]?.message).toBe(
      `The name is known only once it is deployed (${JSON.stringify(name)}); it is called "resources[0]" here, after its place in the input.`,
    );
  });

  test("is omitted from the filter, and said", () => {
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
      "The value here is computed when the template is deployed: \"[parameters('prefix')]\"; nothing that depends on it can be said.",
    );
  });

  test("is computed with the parameters that there are", () => {
    const template = {
      $schema,
      parameters: { topic: { defaultValue: "acs-events" }, number: { type: "string" }, key: { type: "securestring" } },
      variables: { prefix: "[concat('/phonenumber/', parameters('number'))]" },
      resources: [
        resource("[format('{0}/{1}', parameters('topic'), toLower('SMS'))]", {
          properties: {
            ...smsProperties,
            destination: {
              endpointType: "WebHook",
              properties: { endpointUrl: "[concat('https://x/?k=', parameters('key'))]" },
            },
            filter: { ...smsProperties.filter, subjectBeginsWith: "[variables('prefix')]" },
          },
        }),
      ],
    };
    const known = readSubscriptionSet(template, {
      parameters: new Map([
        ["number", "1206"],
        ["key", "s3cret"],
      ]),
    });
    expect(known.subscriptions).toMatchObject([
      {
        name: "sms",
        filter: { subjectBeginsWith: "/phonenumber/1206" },
        hidden: [{ path: "destination.endpointUrl", why: "expression" }],
        attachedTo: { kind: "system-topic", name: "acs-events" },
      },
    ]);
    expect(JSON.stringify(known)).not.toContain("s3cret");
    expect(readSubscriptionSet(template).subscriptions[0]?.hidden).toMatchObject([
      {},
      { path: "filter.subjectBeginsWith", text: "[variables('prefix')]" },
    ]);
  });
});

describe("a copy loop", () => {
  const loop = (count: unknown) => ({
    $schema,
    parameters: { count: { defaultValue: 2 } },
    resources: [
      resource("[concat('t/sms-', copyIndex(1))]", {
        copy: { name: "sms", count },
        properties: {
          ...smsProperties,
          filter: {
            includedEventTypes: ["Microsoft.Communication.SMSReceived"],
            copy: [
              {
                name: "advancedFilters",
                count: 2,
                input: {
                  operatorType: "StringIn",
                  key: "[format('data.k{0}', copyIndex('advancedFilters'))]",
                  values: ["a"],
                },
              },
            ],
          },
        },
      }),
    ],
  });

  test("makes each of its subscriptions", () => {
    const { subscriptions, findings } = readSubscriptionSet(loop("[parameters('count')]"));
    expect(subscriptions.map(({ name }) => name)).toEqual(["sms-1", "sms-2"]);
    expect(subscriptions[1]?.filter.advancedFilters.map(({ key }) => key)).toEqual(["data.k0", "data.k1"]);
    expect(findings).toEqual([]);
  });

  test.each([["[length(parameters('unknown'))]"], [1_000_000], [-1], ["x"]])(
    "%j times is read as one, and said",
    (count) => {
      const { subscriptions, findings } = readSubscriptionSet(loop(count));
      expect(subscriptions.map(({ name }) => name)).toEqual(["resources[0]"]);
      expect(findings.map(({ id }) => id)).toEqual(["template-copy-loop", "subscription-name-unknown"]);
      expect(findings[0]?.message).toBe(
        "resources[0] makes several subscriptions with a copy loop of which the count is not known; here it is read as one.",
      );
    },
  );
});

test("what a false condition omits is omitted, and said", () => {
  const template = {
    $schema,
    parameters: { on: { defaultValue: false } },
    resources: [
      resource("t/one", { condition: "[parameters('on')]" }),
      resource("t/two", { condition: "[parameters('x')]" }),
    ],
  };
  const { subscriptions, findings } = readSubscriptionSet(template);
  expect(subscriptions.map(({ name }) => name)).toEqual(["two"]);
  expect(findings.map(({ id, value }) => [id, value])).toEqual([
    ["template-condition-false", "resources[0]"],
    ["value-hidden", "[parameters('x')]"],
  ]);
  expect(findings[1]?.message).toContain("Whether it is deployed at all is computed");
  expect(readSubscriptionSet(template, { parameters: new Map([["on", true]]) }).subscriptions).toHaveLength(2);
});

describe("a nested deployment, as Bicep makes one of a module", () => {
  const module = (more: object, ...inner: object[]) => ({
    $schema,
    parameters: { regions: {}, on: {} },
    resources: [
      {
        type: "Microsoft.Resources/deployments",
        name: "m",
        properties: { expressionEvaluationOptions: { scope: "inner" }, template: { $schema, resources: inner } },
        ...more,
      },
    ],
  });

  test("that is made an unknown number of times is read once, and said once", () => {
    const looped = module(
      { copy: { name: "m", count: "[length(parameters('regions'))]" } },
      resource("t/one"),
      resource("t/two"),
    );
    const { subscriptions, findings } = readSubscriptionSet(looped);
    expect(subscriptions.map(({ name }) => name)).toEqual(["one", "two"]);
    expect(findings.map(({ id, value }) => [id, value])).toEqual([["template-copy-loop", "resources[0]"]]);
  });

  test("of an unknown condition has subscriptions that may not be deployed", () => {
    const conditional = module(
      { condition: "[parameters('on')]" },
      resource("t/one", { condition: true }),
      resource("t/two", { condition: false }),
      module({}, resource("t/three")).resources[0] ?? {},
    );
    const { subscriptions } = readSubscriptionSet(conditional);
    expect(subscriptions.map(({ name, hidden }) => [name, hidden.map(({ path }) => path)])).toEqual([
      ["one", ["condition"]],
      ["three", ["condition"]],
    ]);
  });

  test("of a false condition has none, and that is said where it has subscriptions in it", () => {
    const { subscriptions, findings } = readSubscriptionSet(module({ condition: false }, resource("t/one")));
    expect(subscriptions).toEqual([]);
    expect(findings.map(({ id, value }) => [id, value])).toEqual([["template-condition-false", "resources[0]"]]);
    const other = { type: "Microsoft.Web/sites", name: "x" };
    expect(readSubscriptionSet(module({ condition: false }, other)).findings).toEqual([]);
  });
});

test("a deployment of a template that is elsewhere is said", () => {
  const resources = [
    { type: "Microsoft.Resources/deployments", name: "m", properties: { templateLink: { uri: "https://x" } } },
  ];
  const { findings } = readSubscriptionSet({ $schema, resources });
  expect(findings.map(({ id, path }) => [id, path])).toEqual([["subscriptions-incomplete", "resources[0]"]]);
});
