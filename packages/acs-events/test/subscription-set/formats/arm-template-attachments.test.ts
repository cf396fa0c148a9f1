import { describe, expect, test } from "vitest";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { $schema, resource } from "./arm-template-inputs.ts";
import { smsProperties } from "./sms-subscription.ts";

describe("what a subscription hangs on", () => {
  const service = "Microsoft.Communication/communicationServices";
  const attachedIn = (template: object) =>
    readSubscriptionSet({ $schema, ...template }).subscriptions.map(({ attachedTo }) => attachedTo);
  const topic = {
    type: "Microsoft.EventGrid/systemTopics",
    name: "[parameters('topicName')]",
    location: "westeurope",
    identity: { type: "UserAssigned", userAssignedIdentities: { "/i": {} } },
    properties: {
      source: "[resourceId('Microsoft.Communication/communicationServices', 'acs')]",
      topicType: "Microsoft.Communication.CommunicationServices",
    },
  };
  const about = { kind: "system-topic", sourceType: service, location: "westeurope", identity: topic.identity };

  test("a topic that is in the template, with a name that is known or not", () => {
    const parameters = { topicName: { defaultValue: "acs-events" } };
    const resources = [topic, resource("[format('{0}/{1}', parameters('topicName'), 'sms')]")];
    expect(attachedIn({ resources })).toMatchObject([about]);
    expect(attachedIn({ resources, parameters })).toMatchObject([{ ...about, name: "acs-events" }]);
    const child = { type: "eventSubscriptions", name: "sms", properties: smsProperties };
    expect(attachedIn({ resources: [{ ...topic, resources: [child] }] })).toMatchObject([about]);
  });

  test("another topic is not that one", () => {
    const resources = [topic, resource("[format('{0}/{1}', parameters('other'), 'sms')]")];
    expect(attachedIn({ resources })).toEqual([{ kind: "system-topic", reference: "{parameters('other')}" }]);
  });

  test("a module of its own is told its topic by a parameter", () => {
    const module = {
      type: "Microsoft.Resources/deployments",
      name: "m",
      properties: {
        expressionEvaluationOptions: { scope: "inner" },
        parameters: { topic: { value: "[parameters('topicName')]" } },
        template: {
          $schema,
          parameters: { topic: {} },
          resources: [resource("[concat(parameters('topic'), '/sms')]")],
        },
      },
    };
    expect(attachedIn({ resources: [topic, module] })).toMatchObject([about]);
  });

  const extension = (scope?: unknown, more: object = {}) => ({
    type: "Microsoft.EventGrid/eventSubscriptions",
    name: "sms",
    properties: smsProperties,
    ...(scope === undefined ? {} : { scope }),
    ...more,
  });

  test.each([
    ["nothing: the resource group", extension(), { sourceType: "Microsoft.Resources/resourceGroups" }],
    ["a resource of the group", extension(`${service}/acs`), { sourceType: service, name: "acs" }],
    ["one with an unknown name", extension(`[format('${service}/{0}', parameters('acs'))]`), { sourceType: service }],
    [
      "its id",
      extension("[resourceId('Microsoft.Communication/communicationServices', 'acs')]"),
      { sourceType: service, name: "acs" },
    ],
    ["a whole id", extension("/subscriptions/s/resourceGroups/g"), { source: "/subscriptions/s/resourceGroups/g" }],
    ["something unknown", extension("[parameters('scope')]"), { reference: "{parameters('scope')}" }],
    [
      "a source, in the older way",
      { ...extension(), type: `${service}/providers/eventSubscriptions`, name: "acs/Microsoft.EventGrid/sms" },
      { sourceType: service, name: "acs" },
    ],
    [
      "a topic, which Azure refuses",
      extension("Microsoft.EventGrid/systemTopics/t"),
      { sourceType: "Microsoft.EventGrid/systemTopics" },
    ],
  ])("the scope of an extension subscription is %s", (_, one, expected) => {
    expect(attachedIn({ resources: [one] })).toMatchObject([{ kind: "scope", ...expected }]);
  });

  test("a template of an Azure subscription deploys to that", () => {
    const $schema = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#";
    expect(attachedIn({ $schema, resources: [extension()] })).toMatchObject([
      { sourceType: "Microsoft.Resources/subscriptions" },
    ]);
    const inner = {
      type: "Microsoft.Resources/deployments",
      resourceGroup: "g",
      properties: { template: { resources: [extension()] } },
    };
    expect(attachedIn({ $schema, resources: [inner] })).toMatchObject([
      { sourceType: "Microsoft.Resources/resourceGroups" },
    ]);
  });
});
