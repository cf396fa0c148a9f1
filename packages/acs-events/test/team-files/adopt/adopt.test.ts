import { describe, expect, test } from "vitest";
import type { Endpoint } from "../../../src/plan/endpoint.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { type AdoptOptions, adopt } from "../../../src/team-files/adopt/adopt.ts";
import { adoptionFindings } from "../../../src/team-files/adopt/adoption-findings.ts";

const inGroup = (rest: string): string =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/contoso/providers/${rest}`;
const topic = inGroup("Microsoft.EventGrid/systemTopics/contoso-events");
const stack = { name: "prod", endpoints: {}, defaults: {}, deadLetterContainer: "undelivered", values: {} };
const options: AdoptOptions = { team: "support", owner: "support@contoso.example", stack, topicOfStack: topic };

/** Adopting it changes nothing, and it needs nothing. */
const plain = {
  id: `${topic}/eventSubscriptions/support-texts`,
  name: "support-texts",
  filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] },
  destination: {
    endpointType: "WebHook",
    endpointUrl: "https://handlers.contoso.example/api/sms",
    minimumTlsVersionAllowed: "1.2",
  },
  labels: ["team=support", "owner=support@contoso.example"],
};
const queue = {
  endpointType: "StorageQueue",
  resourceId: inGroup("Microsoft.Storage/storageAccounts/contoso"),
  queueName: "texts",
};

function adopted(json: unknown, changed: Partial<AdoptOptions> = {}) {
  return adopt(readSubscriptionSet(json).subscriptions, { ...options, ...changed });
}

const said = (json: unknown, changed: Partial<AdoptOptions> = {}): string[] =>
  adopted(json, changed).findings.map(
    ({ subscription, id, level, message }) => `${level} ${id} ${subscription}: ${message}`,
  );

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
    "error adopt-destination-unsupported support-texts: Events go to HybridConnection, which is no kind of endpoint here; the subscription is left out.",
  ],
  [
    "a schema that is not declared here",
    { eventDeliverySchema: "CustomInputSchema" },
    'error adopt-schema-changes support-texts: Events are delivered as "CustomInputSchema", which cannot be declared here; as EventGridSchema, Azure deletes the subscription and creates it again.',
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
    "a header that it shows",
    {
      destination: {
        ...plain.destination,
        deliveryAttributeMappings: [{ name: "x-app", properties: { value: "crm", isSecret: false }, type: "Static" }],
      },
    },
    "info adopt-header-becomes-secret support-texts: The header \"x-app\" is kept as a secret here. Set it before the first deployment with pulumi config set --secret --path 'acs-events:secrets.handlers-sms.headers[\"x-app\"]' 'crm'",
  ],
  [
    "a header made of the event",
    {
      destination: {
        ...plain.destination,
        deliveryAttributeMappings: [{ name: "x-from", type: "Dynamic", sourceField: "data.from" }],
      },
    },
    'warning adopt-mapping-lost support-texts: The delivery attribute "x-from" cannot be declared here (only fixed headers of webhooks can); the first deployment drops it.',
  ],
  [
    "a property that is not declared here",
    { destination: { ...queue, queueMessageTimeToLiveInSeconds: 3600 } },
    "warning adopt-property-lost support-texts: destination.queueMessageTimeToLiveInSeconds is not declared here; the first deployment drops it.",
  ],
  [
    "an identity of one's own",
    {
      destination: null,
      deliveryWithResourceIdentity: {
        identity: { type: "UserAssigned", userAssignedIdentity: "/me" },
        destination: queue,
      },
    },
    "warning adopt-identity-changes support-texts: Events are delivered by the identity /me; after the first deployment by the identity of the system topic.",
  ],
  [
    "dead letters elsewhere",
    {
      deadLetterDestination: {
        endpointType: "StorageBlob",
        resourceId: inGroup("Microsoft.Storage/storageAccounts/dead"),
        blobContainerName: "lost",
      },
    },
    "warning adopt-dead-letters-move support-texts: Undelivered events go to the container lost of dead; after the first deployment to undelivered in the storage account of the stack.",
  ],
  [
    "another owner",
    { labels: ["owner=crm@contoso.example", "red"] },
    "info adopt-labels-change support-texts: The first deployment adds the labels team=support, owner=support@contoso.example instead of owner=crm@contoso.example, in place.",
  ],
  [
    "an older TLS",
    { destination: { ...plain.destination, minimumTlsVersionAllowed: "1.0" } },
    'info adopt-tls-raised support-texts: The first deployment sets the lowest TLS version to 1.2; it is "1.0" now.',
  ],
  [
    "a filter that the builders cannot say",
    { filter: { includedEventTypes: ["Microsoft.Communication.Gone"] } },
    "info adopt-filter-raw support-texts: Kept in Azure's JSON: Microsoft.Communication.Gone is no event type that is emitted today.",
  ],
  [
    "no id",
    { id: undefined },
    "warning adopt-id-unknown support-texts: The input has no resource id. Say --topic-id with what `az eventgrid system-topic show -g GROUP -n NAME --query id -o tsv` prints, or import what `az eventgrid system-topic event-subscription list -o json` prints.",
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
      "error adopt-name-taken Support-Texts: Another subscription is called Support-Texts; this one is left out.",
    ]);
  });

  test("a filter that a template computes", () => {
    const resource = {
      type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
      name: "contoso-events/support-texts",
      properties: { ...plain, filter: { subjectBeginsWith: "[parameters('prefix')]" } },
    };
    expect(said({ resources: [resource] })).toEqual([
      "error adopt-filter-hidden support-texts: filter.subjectBeginsWith ([parameters('prefix')]) cannot be seen; the subscription is left out.",
    ]);
  });

  test("a filter without a name", () => {
    const ids = adopted({ filter: plain.filter }).findings.map(({ id }) => id);
    expect(ids).toContain("adopt-name-unknown");
  });

  test("every finding is met by a case", () => {
    const covered = new Set(cases.map(([, , sentence]) => sentence.split(" ")[1]));
    const alone = [
      "adopt-expiry-changes",
      "adopt-topic-differs",
      "adopt-name-taken",
      "adopt-filter-hidden",
      "adopt-name-unknown",
    ];
    expect(Object.keys(adoptionFindings).filter((id) => !covered.has(id) && !alone.includes(id))).toEqual([]);
  });
});

describe("names", () => {
  test.each([
    ["support-texts", 'subscription("texts", {\n    filter'],
    ["texts", 'subscription("texts", {\n    azureName: "texts"'],
    ["Support-Texts", 'subscription("support-texts", {\n    azureName: "Support-Texts"'],
  ])("%s stays what Azure has", (name, code) => {
    expect(adopted([{ ...plain, name }]).text).toContain(code);
  });

  test("the import file names the resource as the program does, by the topic's id and its own", () => {
    expect(adopted([plain, { ...plain, name: "texts", id: undefined }], { topicId: topic }).importFile).toEqual({
      resources: ["support-texts", "texts"].map((name) => ({
        type: "azure-native:eventgrid:SystemTopicEventSubscription",
        name,
        id: `${topic}/eventSubscriptions/${name}`,
      })),
    });
  });

  test("a subscription of the source itself is none of the topic", () => {
    const id = inGroup(
      "Microsoft.Communication/communicationServices/contoso/providers/Microsoft.EventGrid/eventSubscriptions/support-texts",
    );
    const { importFile, findings } = adopted([{ ...plain, id }]);
    expect(importFile.resources).toEqual([]);
    expect(findings.map((one) => one.id)).toEqual(["adopt-id-unknown"]);
  });
});

describe("endpoints", () => {
  const endpoints: Readonly<Record<string, Endpoint>> = {
    "sms-handlers": { kind: "webhook", url: "https://handlers.contoso.example/api/sms/" },
  };

  test("one that the stack declares is used by its name", () => {
    const made = adopted([plain], { stack: { ...stack, endpoints } });
    expect(made.text).toContain('endpoint: "sms-handlers"');
    expect([[...made.endpoints], made.matched]).toEqual([[], ["sms-handlers"]]);
  });

  test("one place is one endpoint; another place with the name of one gets another name", () => {
    const other = { ...plain.destination, endpointUrl: "https://handlers.fabrikam.example/api/sms" };
    const set = [plain, { ...plain, name: "support-more" }, { ...plain, name: "support-other", destination: other }];
    expect([...adopted(set).endpoints.keys()]).toEqual(["handlers-sms", "handlers-sms-2"]);
  });

  test("a queue that is delivered to by an identity is another endpoint than one that is not", () => {
    const identity = { type: "SystemAssigned" };
    const set = [
      { ...plain, name: "support-a", destination: queue },
      {
        ...plain,
        name: "support-b",
        destination: null,
        deliveryWithResourceIdentity: { identity, destination: queue },
      },
    ];
    expect([...adopted(set).endpoints]).toEqual([
      ["texts", expect.objectContaining({ endpoint: expect.objectContaining({ deliverWithIdentity: false }) })],
      ["texts-2", expect.objectContaining({ endpoint: expect.objectContaining({ deliverWithIdentity: true }) })],
    ]);
  });
});
