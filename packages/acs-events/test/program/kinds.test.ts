import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";
import { repository, type UnderTest, withDevStack } from "./engine-under-test.ts";

type Config = Record<string, unknown>;

/** What is deployed, by type, when the dev stack's configuration is changed so; deployed twice, to see that it is stable. */
async function deployedWith(
  change: (config: Config) => void,
  existing: readonly { id: string; properties?: Config }[],
) {
  const document = parse(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8")) as { config: Config };
  change(document.config);
  const use = async ({ stack, emulator }: UnderTest) => {
    await stack.up();
    const again = await stack.preview();
    const types = Map.groupBy(emulator.store.all(), ({ token }) => token.split(":").at(-1) ?? "");
    return { types, again: Object.keys(again.changeSummary), notices: emulator.store.notices() };
  };
  return withDevStack(deriveStack(stringify(document)).text, use, { existing });
}

const inGroup = (rest: string): string =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/contoso/providers/${rest}`;

test("queues and hubs that the program makes, a function and a topic that exist: each with what it needs", async () => {
  const { types, again, notices } = await deployedWith((config) => {
    config["acs-events:endpoints"] = {
      "support-queue": { kind: "service-bus-queue", create: true },
      "moderation-queue": { kind: "event-hub", create: true, entityName: "membership" },
      "sms-handlers": { kind: "azure-function", id: inGroup("Microsoft.Web/sites/crm/functions/inbound") },
      "chat-handlers": {
        kind: "service-bus-topic",
        id: inGroup("Microsoft.ServiceBus/namespaces/chat/topics/messages"),
        deliverWithIdentity: true,
      },
    };
  }, []);
  const destinations = (types.get("SystemTopicEventSubscription") ?? []).map(({ inputs }) => {
    const withIdentity = inputs["deliveryWithResourceIdentity"] as Config | undefined;
    const destination = (withIdentity?.["destination"] ?? inputs["destination"]) as Config;
    return [inputs["eventSubscriptionName"], destination["endpointType"], withIdentity !== undefined];
  });
  expect(destinations.sort()).toEqual([
    ["moderation-membership", "EventHub", true],
    ["moderation-messages", "ServiceBusTopic", true],
    ["support-inbound-sms", "ServiceBusQueue", true],
    ["support-sms-actions", "AzureFunction", false],
  ]);
  const scopes = (types.get("RoleAssignment") ?? []).map(
    ({ inputs }) => String(inputs["scope"]).split("/providers/")[1]?.split("/")[0],
  );
  expect(scopes.sort()).toEqual(["Microsoft.EventHub", "Microsoft.ServiceBus", "Microsoft.Storage"]);
  expect({ again, notices }).toEqual({ again: ["same"], notices: [] });
});

test("a Communication Services resource and a topic that exist: nothing is made beside them", async () => {
  const source = inGroup("Microsoft.Communication/communicationServices/contoso");
  const topic = inGroup("Microsoft.EventGrid/systemTopics/contoso-events");
  const { types, again } = await deployedWith(
    (config) => {
      config["acs-events:communication"] = { existing: source, systemTopic: topic };
    },
    [{ id: source }, { id: topic, properties: { source } }],
  );
  const ids = (type: string): string[] => (types.get(type) ?? []).map(({ id }) => id);
  expect(ids("CommunicationService")).toEqual([source]);
  expect(ids("SystemTopic")).toEqual([topic]);
  expect(ids("DiagnosticSetting")).toEqual([]);
  expect(ids("SystemTopicEventSubscription").sort()).toEqual(
    ["moderation-membership", "moderation-messages", "support-inbound-sms", "support-sms-actions"].map(
      (name) => `${topic}/eventSubscriptions/${name}`,
    ),
  );
  expect(again).toEqual(["same"]);
});
