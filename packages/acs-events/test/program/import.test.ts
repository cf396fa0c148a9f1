import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { parseStackConfig, settingsOf } from "../../src/stack/parse.ts";
import { anyValues } from "../../src/stack/schema.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { adopt } from "../../src/team-files/adopt/adopt.ts";
import { repository, type UnderTest, withDevStack } from "./engine-under-test.ts";

const inGroup = (rest: string): string =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/contoso/providers/${rest}`;
const source = inGroup("Microsoft.Communication/communicationServices/contoso");
const topic = inGroup("Microsoft.EventGrid/systemTopics/contoso-events");

/** As Azure answers a filter that has nothing but event types. */
const eventsOf = (type: string) => ({
  includedEventTypes: [type],
  subjectBeginsWith: "",
  subjectEndsWith: "",
  isSubjectCaseSensitive: false,
  enableAdvancedFilteringOnArrays: false,
  advancedFilters: [],
});

/** As `az eventgrid system-topic event-subscription list` prints them. */
const deployed = [
  {
    name: "texts",
    filter: {
      includedEventTypes: ["Microsoft.Communication.SMSReceived"],
      subjectBeginsWith: "/phonenumber/1555",
      subjectEndsWith: "",
      isSubjectCaseSensitive: false,
      enableAdvancedFilteringOnArrays: true,
      advancedFilters: [{ operatorType: "StringContains", key: "data.message", values: ["help"] }],
    },
    destination: {
      endpointType: "AzureFunction",
      resourceId: inGroup("Microsoft.Web/sites/crm/functions/inbound"),
      maxEventsPerBatch: 1,
      preferredBatchSizeInKilobytes: 64,
    },
    retryPolicy: { maxDeliveryAttempts: 10, eventTimeToLiveInMinutes: 60 },
    eventDeliverySchema: "CloudEventSchemaV1_0",
    labels: ["red"],
  },
  {
    name: "support-calls",
    filter: eventsOf("Microsoft.Communication.IncomingCall"),
    destination: {
      endpointType: "ServiceBusQueue",
      resourceId: inGroup("Microsoft.ServiceBus/namespaces/contoso/queues/calls"),
    },
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
    eventDeliverySchema: "EventGridSchema",
    deadLetterWithResourceIdentity: {
      identity: { type: "SystemAssigned" },
      deadLetterDestination: {
        endpointType: "StorageBlob",
        resourceId: inGroup("Microsoft.Storage/storageAccounts/contosolost"),
        blobContainerName: "lost",
      },
    },
    labels: ["team=support", "owner=support@contoso.example"],
  },
  {
    name: "support-reports",
    filter: eventsOf("Microsoft.Communication.SMSDeliveryReportReceived"),
    destination: {
      endpointType: "WebHook",
      endpointUrl: "https://old.contoso.example/reports",
      minimumTlsVersionAllowed: "1.0",
    },
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
    eventDeliverySchema: "EventGridSchema",
    labels: ["team=support", "owner=support@contoso.example"],
  },
].map((one) => ({ ...one, id: `${topic}/eventSubscriptions/${one.name}` }));

/** A repository with nothing but the given team file; Node finds its dependencies in the folders above. */
async function repositoryWith(file: string, text: string): Promise<string> {
  await mkdir(join(repository, ".acs-events"), { recursive: true });
  const folder = await mkdtemp(join(repository, ".acs-events", "import-"));
  for (const name of ["infra", "handlers", "policies", "package.json", "Pulumi.yaml"]) {
    await cp(join(repository, name), join(folder, name), { recursive: true });
  }
  await rm(join(folder, "infra/teams"), { recursive: true });
  await mkdir(join(folder, "infra/teams"));
  await writeFile(join(folder, file), text);
  return folder;
}

/** What Azure fills in and a program omits is written down once; nothing in Azure changes by it. */
const batching = ["destination.maxEventsPerBatch", "destination.preferredBatchSizeInKilobytes"];

test("deployed subscriptions are adopted: none is created, replaced or changed in what it matches", async () => {
  const document = parse(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8")) as {
    config: Record<string, unknown>;
  };
  document.config["acs-events:communication"] = { existing: source, systemTopic: topic };
  document.config["acs-events:endpoints"] = {};
  const parsed = parseStackConfig(document.config, "dev", anyValues);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  const adoption = adopt(readSubscriptionSet(deployed).subscriptions, {
    team: "support",
    owner: "support@contoso.example",
    stack: settingsOf(parsed.config, "dev"),
    topicOfStack: topic,
  });
  document.config["acs-events:endpoints"] = Object.fromEntries(
    [...adoption.endpoints].map(([name, { endpoint }]) => [name, endpoint]),
  );

  const copy = await repositoryWith("infra/teams/support.ts", adoption.text);
  const names = (one: string) => ({
    resourceGroupName: "contoso",
    systemTopicName: "contoso-events",
    eventSubscriptionName: one,
  });
  const existing = [
    { id: source },
    { id: topic, properties: { source } },
    ...deployed.map(({ id, name, ...properties }) => ({ id, properties: { ...names(name), ...properties } })),
  ];
  const adopted = async ({ stack, emulator }: UnderTest) => {
    await stack.import({ resources: [...adoption.importFile.resources], protect: false, generateCode: false });
    const events: EngineEvent[] = [];
    await stack.preview({ onEvent: (event) => events.push(event) });
    const steps = events.flatMap(({ resourcePreEvent: event }) =>
      event?.metadata.type === "azure-native:eventgrid:SystemTopicEventSubscription" ? [event.metadata] : [],
    );
    expect(
      steps.map(({ op, urn, detailedDiff }) => [urn.split("::").at(-1), op, Object.keys(detailedDiff ?? {})]).sort(),
    ).toEqual([
      ["support-calls", "same", []],
      ["support-reports", "same", []],
      ["texts", "update", [...batching, "labels[0]", "labels[1]", "labels[2]", "labels[3]"]],
    ]);
    await stack.up();
    const again = await stack.preview();
    expect(Object.keys(again.changeSummary)).toEqual(["same"]);
    const there = emulator.store.eventSubscriptions(topic).map(({ name }) => name);
    expect(there.sort()).toEqual(["support-calls", "support-reports", "texts"]);
    const webhook = emulator.store.get(`${topic}/eventSubscriptions/support-reports`);
    expect(webhook?.outputs["destination"]).toMatchObject({ minimumTlsVersionAllowed: "1.0" });
  };
  try {
    await withDevStack(stringify(document), adopted, { existing, root: copy });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});
