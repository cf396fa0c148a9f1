import { describe, expect, test } from "vitest";
import { adoptionFindings } from "../../../src/team-files/adopt/adoption-findings.ts";
import { adopted, inGroup, plain, queue, said, stack, topic } from "./adopted.ts";

test("what is the same after adoption is not spoken of", () => {
  expect(said([plain])).toEqual([]);
});

test("as a person would have written it", () => {
  expect(adopted([plain]).text).toBe(`import { filter, subscription, team } from "#acs-events";

/** One subscription that Azure had already, adopted as they were. */
export default team("support", { owner: "support@contoso.example" }, () => [
  subscription("texts", {
    filter: filter({ eventTypes: ["Microsoft.Communication.SMSReceived"] }),
    endpoint: "handlers-sms",
    undeliveredEvents: "dropped",
  }),
]);
`);
});

const cases: readonly (readonly [string, object, string])[] = [
  [
    "a kind of destination that is not declared here",
    { destination: { endpointType: "HybridConnection", resourceId: "/x" } },
    "error adopt-destination-unsupported support-texts: Events go to HybridConnection, which is not a kind of endpoint here; the subscription is omitted.",
  ],
  [
    "a schema that is not declared here",
    { eventDeliverySchema: "CustomInputSchema" },
    'error adopt-schema-changes support-texts: Events are delivered as "CustomInputSchema", which is for custom topics that take events in it, and never for Communication Services, so the subscription is omitted and stays deployed as it is. With another schema Azure deletes the subscription and creates it again.',
  ],
  [
    "no address",
    { destination: { ...plain.destination, endpointUrl: null } },
    "warning adopt-endpoint-hidden support-texts: The address of the webhook is not in the input: Azure prints it with --include-full-endpoint-url only. Write it up to the question mark as acs-events:endpoints.texts-handler.url in Pulumi.prod.yaml, and what stands behind with pulumi config set --secret --path 'acs-events:secrets.texts-handler.query' 'NAME=VALUE'",
  ],
  [
    "an address up to the question mark",
    {
      destination: {
        ...plain.destination,
        endpointUrl: null,
        endpointBaseUrl: "https://handlers.contoso.example/api/sms",
      },
    },
    "info adopt-query-unseen support-texts: Azure shows the address of the webhook up to the question mark only. If there is a query behind it, such as ?code=…, set it before the first deployment with pulumi config set --secret --path 'acs-events:secrets.handlers-sms.query' 'NAME=VALUE'",
  ],
  [
    "a query, which is never repeated",
    { destination: { ...plain.destination, endpointUrl: "https://handlers.contoso.example/api/sms?code=s3cret" } },
    "info adopt-query-unseen support-texts: The address of the webhook has a query, which is not copied, since it may be a key. Set it before the first deployment with pulumi config set --secret --path 'acs-events:secrets.handlers-sms.query' 'NAME=VALUE'",
  ],
  [
    "a header that Azure hides",
    {
      destination: {
        ...plain.destination,
        deliveryAttributeMappings: [{ name: "x-key", type: "Static", isSecret: true, value: "Hidden" }],
      },
    },
    "warning adopt-secret-hidden support-texts: The value of the header \"x-key\" is hidden by Azure. Set it before the first deployment with pulumi config set --secret --path 'acs-events:secrets.handlers-sms.headers[\"x-key\"]' 'VALUE'",
  ],
  [
    "a header with the name of a secret that Azure shows",
    {
      destination: {
        ...plain.destination,
        deliveryAttributeMappings: [{ name: "x-key", properties: { value: "crm", isSecret: false }, type: "Static" }],
      },
    },
    "info adopt-header-becomes-secret support-texts: The header \"x-key\" is kept as a secret here. Set it before the first deployment with pulumi config set --secret --path 'acs-events:secrets.handlers-sms.headers[\"x-key\"]' 'crm'",
  ],
  [
    "an attribute that a storage queue does not take",
    {
      destination: {
        ...queue,
        deliveryAttributeMappings: [{ name: "x-from", type: "Dynamic", sourceField: "data.from" }],
      },
    },
    'error adopt-mapping-lost support-texts: The delivery attribute "x-from" cannot be declared here: a storage queue takes none, so the subscription is omitted and stays deployed as it is.',
  ],
  [
    "a property that is not declared here",
    { destination: { ...queue, newSetting: 3600 } },
    "error adopt-property-lost support-texts: destination.newSetting is 3600, which cannot be declared here, so the subscription is omitted and stays deployed as it is.",
  ],
  [
    "an identity that is not an id",
    {
      destination: null,
      deliveryWithResourceIdentity: {
        identity: { type: "UserAssigned", userAssignedIdentity: "/me" },
        destination: queue,
      },
    },
    "error adopt-identity-changes support-texts: Events are delivered by the identity /me, which cannot be declared here: it is neither the system topic's own identity nor the id of a user-assigned one, so the subscription is omitted and stays deployed as it is.",
  ],
  [
    "dead letters somewhere",
    { deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "lost" } },
    'warning adopt-dead-letters-move support-texts: Undelivered events go to the container "lost" of an account that the input does not name. The first deployment moves them to undelivered in the account of the stack.',
  ],
  [
    "dead letters that are not blobs",
    { deadLetterDestination: { endpointType: "StorageQueue", resourceId: "/a", blobContainerName: "lost" } },
    'error adopt-property-lost support-texts: Undelivered events go to {"endpointType":"StorageQueue","resourceId":"/a","blobContainerName":"lost"}, which cannot be declared here, so the subscription is omitted and stays deployed as it is.',
  ],
  [
    "another owner",
    { labels: ["owner=crm@contoso.example", "red"] },
    "info adopt-labels-change support-texts: The first deployment adds the labels team=support, owner=support@contoso.example instead of owner=crm@contoso.example, in place.",
  ],
  [
    "no TLS version",
    { destination: { ...plain.destination, minimumTlsVersionAllowed: null } },
    "info adopt-tls-raised support-texts: The first deployment sets the lowest TLS version to 1.2, in place; it is not set now, and Azure's default is the same.",
  ],
  [
    "a TLS version that Azure does not have",
    { destination: { ...plain.destination, minimumTlsVersionAllowed: "1.3" } },
    'error adopt-property-lost support-texts: destination.minimumTlsVersionAllowed is "1.3"; it takes "1.0", "1.1" or "1.2", for a webhook, so the subscription is omitted and stays deployed as it is.',
  ],
  [
    "a filter that the builders cannot say",
    { filter: { includedEventTypes: ["Microsoft.Communication.Gone"] } },
    "info adopt-filter-raw support-texts: Kept in Azure's JSON: Microsoft.Communication.Gone is not an event type that is emitted today.",
  ],
  [
    "no id",
    { id: undefined },
    "warning adopt-id-unknown support-texts: The input has no resource id. Give --topic-id; `az eventgrid system-topic show -g GROUP -n NAME --query id -o tsv` prints it. Or import the output of `az eventgrid system-topic event-subscription list -o json`.",
  ],
];

describe("what is different is said", () => {
  test.each(cases)("%s", (_, change, sentence) => {
    expect(said([{ ...plain, ...change }])).toEqual([sentence]);
  });

  test("the stack's own expiry", () => {
    expect(said([plain], { stack: { ...stack, expires: "2027-01-31T00:00:00Z" } })).toEqual([
      'warning adopt-expiry-changes support-texts: It never ends; after the first deployment it ends on 2027-01-31T00:00:00Z, as the stack "prod" says.',
    ]);
  });

  test("a topic that is not the stack's", () => {
    expect(said([plain], { topicOfStack: undefined })).toEqual([
      `error adopt-topic-differs : support-texts belongs to ${topic}, and the stack "prod" makes a topic of its own: Pulumi would replace it. Set acs-events:communication in Pulumi.prod.yaml to { existing: <id of its Communication Services resource>, systemTopic: ${topic} }.`,
    ]);
  });

  test("the topic that the stack has made itself", () => {
    const own = inGroup("Microsoft.EventGrid/systemTopics/acs-events-prod");
    const id = `${own}/eventSubscriptions/support-texts`;
    expect(said([{ ...plain, id }], { topicOfStack: undefined })).toEqual([]);
  });

  test("a name that is taken, in another case", () => {
    expect(said([plain, { ...plain, name: "Support-Texts" }])).toEqual([
      "error adopt-name-taken Support-Texts: Another subscription is called Support-Texts; this one is omitted.",
    ]);
  });

  test("a filter that a template computes", () => {
    const resource = {
      type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
      name: "contoso-events/support-texts",
      properties: { ...plain, filter: { subjectBeginsWith: "[parameters('prefix')]" } },
    };
    expect(said({ resources: [resource] })).toEqual([
      "error adopt-filter-hidden support-texts: filter.subjectBeginsWith ([parameters('prefix')]) cannot be seen; the subscription is omitted.",
    ]);
  });

  test("a filter without a name", () => {
    const ids = adopted({ filter: plain.filter }).findings.map(({ id }) => id);
    expect(ids).toContain("adopt-name-unknown");
  });

  test("a name that a template computes: called after its place, and no id, whatever topic is said", () => {
    const name = "[concat(parameters('topic'), '/', parameters('name'))]";
    const type = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
    const json = { resources: [{ type, name, properties: plain }] };
    const made = adopted(json, { topicId: topic });
    expect(made.importFile.resources).toEqual([]);
    expect(made.adopted.map((one) => one.name)).toEqual(["support-resources-0"]);
    expect(said(json, { topicId: topic })).toEqual([
      "warning adopt-name-unknown resources[0]: Its name in Azure is not in the input (it is at resources[0]); it is called support-resources-0 here, and is not in the file for pulumi import.",
    ]);
  });

  test.each([
    ["azurerm_eventgrid_system_topic_event_subscription.many", "support-many"],
    ['module.texts["eu"].azurerm_eventgrid_event_subscription.many', "support-module-texts-eu-many"],
    [`module.${"a".repeat(30)}.module.second.azapi_resource.many[0]`, "support-module-second-many-0"],
  ])("a name that Terraform computes is called after its address, in whole words: %s", (address, name) => {
    const values = { name: null, included_event_types: ["Microsoft.Communication.SMSReceived"] };
    const type = "azurerm_eventgrid_system_topic_event_subscription";
    const change = { actions: ["create"], before: null, after: values, after_unknown: { name: true } };
    const webhook_endpoint = [{ url: "https://handlers.contoso.example/sms" }];
    const resource = { address, type, change: { ...change, after: { ...values, webhook_endpoint } } };
    const made = adopted({ format_version: "1.2", resource_changes: [resource] });
    expect(made.adopted.map((one) => one.name)).toEqual([name]);
  });

  test("a name that Azure no longer takes is none to make up another for", () => {
    expect(adopted([{ ...plain, name: "a_b" }]).adopted).toEqual([]);
    expect(said([{ ...plain, name: "a_b" }])).toEqual([
      'error adopt-name-invalid a_b: Azure no longer takes the name "a_b": 3 to 64 letters, digits and hyphens are allowed. The subscription is omitted.',
    ]);
  });

  test("a subscription of another source", () => {
    const on = (scope: string) => ({ ...plain, id: `${scope}/providers/Microsoft.EventGrid/eventSubscriptions/x` });
    const foreign = [
      on(inGroup("Microsoft.Storage/storageAccounts/a")),
      on(inGroup("Microsoft.EventGrid/topics/t")),
      { ...plain, filter: { includedEventTypes: ["Microsoft.Storage.BlobCreated"] } },
    ];
    for (const one of foreign) {
      expect(adopted([one]).adopted).toEqual([]);
      expect(adopted([one]).findings.map(({ id }) => id)).toEqual(["adopt-other-source"]);
    }
  });

  test("the topic of the input is not the one that is said", () => {
    const type = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
    const json = { resources: [{ type, name: "other/support-texts", properties: plain }] };
    const made = adopted(json, { topicId: topic });
    expect(made.importFile.resources).toEqual([]);
    expect(made.findings.map(({ id }) => id)).toEqual(["adopt-topic-differs"]);
  });

  test("every finding is met by a case", () => {
    const covered = new Set(cases.map(([, , sentence]) => sentence.split(" ")[1]));
    const alone = [
      "adopt-expiry-changes",
      "adopt-expiry-invalid",
      "adopt-topic-differs",
      "adopt-name-taken",
      "adopt-filter-hidden",
      "adopt-name-unknown",
      "adopt-name-invalid",
      "adopt-other-source",
      "adopt-extension",
    ];
    expect(Object.keys(adoptionFindings).filter((id) => !covered.has(id) && !alone.includes(id))).toEqual([]);
  });
});
