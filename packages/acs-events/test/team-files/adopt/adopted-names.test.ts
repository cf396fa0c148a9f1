import { describe, expect, test } from "vitest";
import type { Endpoint } from "../../../src/plan/endpoint.ts";
import { adopted, inGroup, plain, queue, said, stack, topic } from "./adopted.ts";

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

  test("a subscription of the source itself is behind a hidden topic, which has to be said", () => {
    const id = inGroup(
      "Microsoft.Communication/communicationServices/contoso/providers/Microsoft.EventGrid/eventSubscriptions/support-texts",
    );
    const { importFile, findings, adopted: kept } = adopted([{ ...plain, id }]);
    expect(importFile.resources).toEqual([]);
    expect(kept).toHaveLength(1);
    expect(findings.map(({ level, id, message }) => `${level} ${id}: ${message}`)).toMatchInlineSnapshot(`
      [
        "error adopt-extension: It is attached to the Communication Services resource "contoso" itself (Microsoft.EventGrid/eventSubscriptions, what \`az eventgrid event-subscription create --source-resource-id\` makes). Azure keeps a hidden system topic for such subscriptions, called contoso-<GUID>. Find its id, and import again with --topic-id ID:
        az eventgrid system-topic list -g contoso --query "[?ends_with(source, '/contoso')].id" -o tsv
      Without it the first deployment creates a second subscription beside this one, and every event comes twice.",
      ]
    `);
    const hidden = inGroup("Microsoft.EventGrid/systemTopics/contoso-11111111-2222-3333-4444-555555555555");
    const known = adopted([{ ...plain, id }], { topicId: hidden, topicOfStack: hidden });
    expect(known.importFile.resources.map((one) => one.id)).toEqual([`${hidden}/eventSubscriptions/support-texts`]);
    expect(known.findings).toEqual([]);
  });

  test("a time keeps every digit that Azure has of it", () => {
    for (const [now, then] of [
      ["2027-01-31T04:19:32.2001749Z", "2027-01-31T04:19:32.2001749Z"],
      ["2027-01-31T04:19:32.2001749", "2027-01-31T04:19:32.2001749Z"],
      ["2027-01-31T00:00:00+02:00", "2027-01-30T22:00:00Z"],
    ]) {
      expect(adopted([{ ...plain, expirationTimeUtc: now }]).text).toContain(`expires: "${then}"`);
    }
    expect(said([{ ...plain, expirationTimeUtc: "soon" }])).toEqual([
      'error adopt-expiry-invalid support-texts: It ends at "soon", which is not a time in UTC, so the subscription is omitted and stays deployed as it is.',
    ]);
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
