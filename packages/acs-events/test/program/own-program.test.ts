import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent, UpOptions } from "@pulumi/pulumi/automation/index.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { skipOutputs } from "../../src/engine/rehearsal-stack.ts";
import { changesOf, type OwnProgram, openOwnProgram, withOwnProgram } from "./own-program.ts";
import { type PackedPackage, unpackPackage } from "./packed-package.ts";

/*
 * A Pulumi program of somebody else with a topic of its own, and the package from its tarball. Its peers are those of the
 * repository, so that nothing is fetched.
 */
let packed: PackedPackage;
beforeAll(async () => {
  packed = await unpackPackage();
  // The first of all tests that asks packs the package.
}, 300_000);
afterAll(() => packed?.remove());

const install = (folder: string): Promise<void> =>
  cp(packed.folder, join(folder, "node_modules/acs-events"), { recursive: true });

const subscriptions = ({ emulator }: OwnProgram): string[] =>
  emulator.store
    .systemTopics()
    .flatMap(({ id }) => emulator.store.eventSubscriptions(id))
    .map(({ name }) => name)
    .sort();

/** Goes up, and looks at what is in Azure and at what the program says. */
async function expectDeployed(own: OwnProgram, options: UpOptions = {}): Promise<void> {
  const { outputs, stdout } = await own.stack.up(options);
  expect(subscriptions(own)).toEqual(["reports", "seattle"]);
  expect(Object.keys(outputs["ids"]?.value).sort()).toEqual(["reports", "seattle"]);
  expect(outputs["pending"]?.value).toEqual([
    { name: "calls", reason: expect.stringContaining('the endpoint "not-built-yet" has no url') },
  ]);
  expect(stdout).toContain('calls is pending and not deployed: the endpoint "not-built-yet" has no url');
  const seattle = own.emulator.store
    .ofToken("azure-native:eventgrid:SystemTopicEventSubscription")
    .find(({ inputs }) => inputs["eventSubscriptionName"] === "seattle");
  expect(seattle?.inputs).toMatchObject({
    labels: ["owner=contoso"],
    filter: { subjectBeginsWith: "/phonenumber/1206" },
    destination: { endpointType: "StorageQueue" },
    deadLetterWithResourceIdentity: { deadLetterDestination: { endpointType: "StorageBlob" } },
  });
  skipOutputs(own.stack);
}

/** What the engine does, and that nothing else changes. */
async function eventsOfUp({ stack }: OwnProgram): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  await stack.up({ onEvent: (event) => events.push(event) });
  return events;
}

async function expectOneUpdate(own: OwnProgram): Promise<void> {
  await own.edit('phoneNumber("1206")', 'phoneNumber("1425")');
  expect(changesOf(await eventsOfUp(own))).toEqual({ "SystemTopicEventSubscription texts-seattle": "update" });
}

/** What the engine does with event subscriptions, in its order. */
async function steps(own: OwnProgram): Promise<string[]> {
  return (await eventsOfUp(own)).flatMap(({ resOutputsEvent: event }) => {
    if (event === undefined || !event.metadata.type.endsWith(":SystemTopicEventSubscription")) return [];
    return event.metadata.op === "same" ? [] : [`${event.metadata.op} ${event.metadata.urn.split("::").at(-1)}`];
  });
}

/** One life of one stack: each test goes on where the one before ended. */
describe("a plain ESM program", () => {
  let own: Awaited<ReturnType<typeof openOwnProgram>>;
  beforeAll(async () => {
    own = await openOwnProgram({ name: "own-topic", prepare: install });
  });
  afterAll(() => own?.close());

  test("ends when the engine omits the topic", async () => {
    await own.stack.up({ target: ["urn:pulumi:dev::own-program::azure-native:resources:ResourceGroup::contoso"] });
    expect(own.emulator.store.systemTopics()).toEqual([]);
  });

  test("has subscriptions of its own topic, also when the engine does one thing at a time", async () => {
    await expectDeployed(own, { parallel: 1 });
  });

  test("one changed prefix is one update", () => expectOneUpdate(own));

  test("the engine creates a renamed subscription before it deletes the old one; under one name it deletes first", async () => {
    await own.edit('subscription("seattle"', 'subscription("boston"');
    expect(await steps(own)).toEqual(["create texts-boston", "delete texts-seattle"]);
    expect(subscriptions(own)).toEqual(["boston", "reports"]);

    const cloudEvents = 'deliverySchema: "CloudEventSchemaV1_0"';
    await own.edit('subscription("boston", {', `subscription("boston", {\n      ${cloudEvents},`);
    expect(await steps(own)).toEqual([
      "delete-replaced texts-boston",
      "replace texts-boston",
      "create-replacement texts-boston",
    ]);
    expect(subscriptions(own)).toEqual(["boston", "reports"]);
  });
});

test("the same as CommonJS, compiled by the SDK's own loader: deployed, and one update for one changed prefix", async () => {
  const options = { name: "own-topic-commonjs", typescript: true, type: "commonjs", prepare: install } as const;
  await withOwnProgram(options, async (own) => {
    await expectDeployed(own);
    await expectOneUpdate(own);
  });
});
