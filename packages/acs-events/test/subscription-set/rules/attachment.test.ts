import { describe, expect, test } from "vitest";
import { readSubscription } from "../../../src/subscription-set/read-subscription.ts";
import { attachmentRule, isOfOtherSource } from "../../../src/subscription-set/rules/attachment.ts";
import { checkSubscriptions } from "../../../src/subscription-set/rules/index.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { said, sound } from "./said.ts";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const service = `${group}/providers/Microsoft.Communication/communicationServices/acs`;
const topic = `${group}/providers/Microsoft.EventGrid/systemTopics/acs-events`;
const storageAccount = `${group}/providers/Microsoft.Storage/storageAccounts/a`;
const on = (scope: string) => ({ id: `${scope}/providers/Microsoft.EventGrid/eventSubscriptions/x` });
const ids = (changes: object) => said(attachmentRule, changes).map((line) => line.split(" ").slice(0, 2).join(" "));

describe("events of Communication Services come from its resource and its topic", () => {
  test.each([
    ["nothing that is said", {}],
    ["a system topic", { id: `${topic}/eventSubscriptions/x` }],
    ["the resource itself", on(service)],
    ["the resource in lower case", on(service.toLowerCase())],
  ])("%s", (_, changes) => {
    expect(said(attachmentRule, changes)).toEqual([]);
  });

  test.each([
    ["a resource group", on(group), "error attached-to-other-source"],
    ["an Azure subscription", on(group.split("/resourceGroups")[0] ?? ""), "error attached-to-other-source"],
    ["a storage account", on(storageAccount), "error attached-to-other-source"],
    ["a custom topic", on(`${group}/providers/Microsoft.EventGrid/topics/t`), "warning attached-to-custom-topic"],
    [
      "a topic of a domain",
      { id: `${group}/providers/Microsoft.EventGrid/domains/d/topics/t/eventSubscriptions/x` },
      "warning attached-to-custom-topic",
    ],
    [
      "a partner topic",
      { id: `${group}/providers/Microsoft.EventGrid/partnerTopics/t/eventSubscriptions/x` },
      "warning attached-to-custom-topic",
    ],
    ["a system topic as a scope, which Azure refuses", on(topic), "error extension-on-system-topic"],
  ])("not from %s", (_, changes, expected) => {
    expect(ids(changes)).toEqual([expected]);
  });

  test("what is said of it", () => {
    expect(said(attachmentRule, on(group))).toMatchInlineSnapshot(`
      [
        "error attached-to-other-source at : It is attached to the resource group "rg", whose events are Microsoft.Resources.*. Events of Communication Services, SMSReceived, never come there. Attach it to the system topic of the Communication Services resource: Microsoft.EventGrid/systemTopics/eventSubscriptions.",
      ]
    `);
    expect(said(attachmentRule, on(`${group}/providers/Microsoft.EventGrid/topics/t`))).toMatchInlineSnapshot(`
      [
        "warning attached-to-custom-topic at : It is attached to "t", a resource of type "Microsoft.EventGrid/topics", which has only the events that programs publish to it. Events of Communication Services, SMSReceived, come there only if one of yours publishes them.",
      ]
    `);
    expect(said(attachmentRule, on(topic))).toMatchInlineSnapshot(`
      [
        "error extension-on-system-topic at : The scope is a system topic, and Azure refuses such an extension subscription: "This event subscription operation is not supported using this API call." Declare it as Microsoft.EventGrid/systemTopics/eventSubscriptions (SystemTopicEventSubscription in Pulumi, azurerm_eventgrid_system_topic_event_subscription in Terraform).",
      ]
    `);
  });

  test("a template without a scope is told why", () => {
    const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    const { filter, destination } = sound;
    const resources = [
      { type: "Microsoft.EventGrid/eventSubscriptions", name: "abc", properties: { filter, destination } },
    ];
    const [one] = readSubscriptionSet({ $schema, resources }).subscriptions;
    expect(one === undefined ? [] : attachmentRule.check(one, {}).map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "It is attached to a resource group, whose events are Microsoft.Resources.*. Events of Communication Services, SMSReceived, never come there. A subscription of a template without a scope is attached to what the template is deployed to. Attach it to the system topic of the Communication Services resource: Microsoft.EventGrid/systemTopics/eventSubscriptions.",
      ]
    `);
  });
});

describe("a subscription of another source is not judged as one of Communication Services", () => {
  const filter = {
    includedEventTypes: ["blobCreated", "blobUpdated"],
    subjectBeginsWith: "TestPrefix",
    advancedFilters: [{ operatorType: "StringIn", key: "data.key1", values: ["a"] }],
  };
  const other = { ...sound, filter };
  const check = (json: unknown) =>
    checkSubscriptions(readSubscriptionSet(json).subscriptions).map(({ level, id }) => `${level} ${id}`);

  test("known by what it hangs on", () => {
    expect(check([{ ...other, ...on(storageAccount) }])).toEqual(["info subscription-of-other-source"]);
    expect(check([{ ...other, ...on(service) }])).toContain("error event-type-unknown");
    expect(check([other])).toContain("error event-type-unknown");
  });

  test("known by its event types, where nothing else says it", () => {
    const types = (...includedEventTypes: string[]) => ({ ...sound, filter: { includedEventTypes } });
    expect(check([types("Microsoft.Storage.BlobCreated")])).toEqual(["info subscription-of-other-source"]);
    expect(
      said(attachmentRule, types("Microsoft.Storage.BlobCreated", "Microsoft.KeyVault.SecretNearExpiry")),
    ).toMatchInlineSnapshot(`
      [
        "info subscription-of-other-source at : It lists event types of Microsoft.Storage and Microsoft.KeyVault only, so it is not an event subscription of Communication Services; only what holds for every source is checked.",
      ]
    `);
    for (const mixed of [
      ["Microsoft.Storage.BlobCreated", "Microsoft.Communication.CallEnded"],
      ["Event1"],
      ["Microsoft.Communications.IncomingCall"],
    ]) {
      expect(isOfOtherSource(readSubscription({ json: types(...mixed) }).record)).toBe(false);
    }
  });

  test("limits hold for every source, and no list is every type of a custom topic", () => {
    const values = Array.from({ length: 26 }, (_, index) => `v${index}`);
    const many = { ...sound, filter: { advancedFilters: [{ operatorType: "StringIn", key: "data.a", values }] } };
    const json = [{ ...many, ...on(`${group}/providers/Microsoft.EventGrid/topics/t`) }];
    expect(check(json)).toContain("error too-many-filter-values");
    expect(readSubscriptionSet(json).findings).toEqual([]);
  });
});
