import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent, OutputMap, Stack } from "@pulumi/pulumi/automation/index.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/start.ts";
import { openStack, skipOutputs } from "../../src/engine/rehearsal-stack.ts";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";
import { makeScratch, type Scratch } from "../../src/rehearsal/scratch.ts";
import { engine, repository, sampleProgram, trackedFiles } from "./engine-under-test.ts";

/** One life of the dev stack on the real engine: each test goes on where the one before ended. */
let scratch: Scratch;
let emulator: Emulator;
let stack: Stack;
let before: string;

beforeAll(async () => {
  before = await trackedFiles();
  const { text } = deriveStack(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8"));
  scratch = await makeScratch(repository, "dev", text);
  emulator = await startEmulator();
  const { providerPort } = emulator;
  stack = await openStack({
    ...{ repository, scratch, providerPort },
    ...{ stack: "dev", engine: engine(), program: sampleProgram },
  });
});

afterAll(async () => {
  await emulator?.close();
  await scratch?.remove();
});

const subscriptions = (): string[] =>
  emulator.store
    .systemTopics()
    .flatMap(({ id }) => emulator.store.eventSubscriptions(id).map(({ name }) => name))
    .sort();

let outputs: OutputMap;

test("up: the whole stack, and one subscription for each that the teams declare", async () => {
  const result = await stack.up();
  outputs = result.outputs;
  expect(result.summary.result).toBe("succeeded");
  skipOutputs(stack);
  expect(subscriptions()).toEqual([
    "moderation-membership",
    "moderation-messages",
    "support-inbound-sms",
    "support-sms-actions",
  ]);
  expect(emulator.store.notices()).toEqual([]);
});

test("the outputs say what a person looks for, and none of them is secret", () => {
  expect(Object.keys(outputs).sort()).toEqual([
    "communicationService",
    "endpoints",
    "eventSubscriptionIds",
    "forTeamStacks",
    "pending",
    "resourceGroup",
    "systemTopicId",
    "undeliveredEvents",
  ]);
  expect(Object.values(outputs).filter(({ secret }) => secret)).toEqual([]);
  expect(outputs["communicationService"]?.value).toMatchObject({
    name: expect.stringMatching(/^acs-dev-[a-z0-9]{10}$/),
  });
  expect(Object.keys(outputs["eventSubscriptionIds"]?.value)).toEqual(subscriptions());
});

test("the source and its topic are global, the topic has an identity, and it may write where it has to", () => {
  const [topic] = emulator.store.ofToken("azure-native:eventgrid:SystemTopic");
  const [source] = emulator.store.ofToken("azure-native:communication:CommunicationService");
  expect(source?.inputs).toMatchObject({ location: "global", dataLocation: "Europe", disableLocalAuth: true });
  expect(topic?.inputs).toMatchObject({
    location: "global",
    source: source?.id,
    topicType: "Microsoft.Communication.CommunicationServices",
    identity: { type: "SystemAssigned" },
  });
  const roles = emulator.store.ofToken("azure-native:authorization:RoleAssignment").map(({ inputs }) => inputs);
  expect(
    roles.map(({ scope }) => String(scope).replace(/^.*\/storageAccounts\/(acs[a-z]+?)dev.*$/, "$1")).sort(),
  ).toEqual(["acsdl", "acsq"]);
});

test("a subscription as Azure gets it", () => {
  const inbound = emulator.store
    .ofToken("azure-native:eventgrid:SystemTopicEventSubscription")
    .find(({ inputs }) => inputs["eventSubscriptionName"] === "support-inbound-sms");
  expect(inbound?.inputs).toMatchObject({
    filter: {
      includedEventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived", "Microsoft.Communication.SMSReceived"],
      subjectBeginsWith: "/phonenumber/1555",
    },
    deliveryWithResourceIdentity: {
      identity: { type: "SystemAssigned" },
      destination: { endpointType: "StorageQueue", queueName: "support-queue" },
    },
    deadLetterWithResourceIdentity: {
      identity: { type: "SystemAssigned" },
      deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "undelivered" },
    },
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
    labels: ["team=support", "owner=support@contoso.example"],
  });
});

test("preview: no change", async () => {
  const { changeSummary } = await stack.preview();
  expect(Object.keys(changeSummary)).toEqual(["same"]);
});

test("a changed prefix: exactly one update, with that property in its detail and no other", async () => {
  const file = join(scratch.folder, "Pulumi.dev.yaml");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace('supportNumbers: "1555"', 'supportNumbers: "1206"'));
  const events: EngineEvent[] = [];
  const { changeSummary } = await stack.preview({ onEvent: (event) => events.push(event) });
  await writeFile(file, text);
  const changes = events.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent !== undefined && resourcePreEvent.metadata.op !== "same" ? [resourcePreEvent.metadata] : [],
  );
  expect(changeSummary).toMatchObject({ update: 1 });
  expect(changes.map(({ op, urn, detailedDiff }) => [op, urn.split("::").at(-1), detailedDiff])).toEqual([
    ["update", "support-inbound-sms", { "filter.subjectBeginsWith": { diffKind: "update", inputDiff: true } }],
  ]);
});

test("refresh: what is there is what the state says", async () => {
  const changes: object[] = [];
  await stack.refresh({
    onEvent: ({ summaryEvent }) => {
      if (summaryEvent !== undefined) changes.push(summaryEvent.resourceChanges);
    },
  });
  expect(changes.map((one) => Object.keys(one))).toEqual([["same"]]);
});

describe("destroy", () => {
  test("subscriptions go before what they write to, and nothing is left", async () => {
    const removed: string[] = [];
    const stop = emulator.store.onChange(({ kind, resource }) => {
      if (kind !== "put") removed.push(resource.token.split(":").at(-1) ?? "");
    });
    await stack.destroy();
    stop();
    expect(emulator.store.all()).toEqual([]);
    const last = removed.lastIndexOf("SystemTopicEventSubscription");
    for (const later of [
      "Queue",
      "BlobContainer",
      "RoleAssignment",
      "StorageAccount",
      "SystemTopic",
      "CommunicationService",
    ]) {
      expect(removed.indexOf(later), later).toBeGreaterThan(last);
    }
  });
});

test("not a byte of a tracked file has changed", async () => {
  expect(await trackedFiles()).toBe(before);
});
