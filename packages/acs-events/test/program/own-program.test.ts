import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changesOf, type OwnProgram, previewed, withOwnProgram } from "./own-program.ts";
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

/** Goes up, changes a prefix, and looks at what stands in Azure each time. */
async function live({ stack, emulator, edit }: OwnProgram): Promise<void> {
  const subscriptions = () =>
    emulator.store
      .systemTopics()
      .flatMap(({ id }) => emulator.store.eventSubscriptions(id))
      .map(({ name }) => name)
      .sort();
  const { outputs, stdout } = await stack.up();
  expect(subscriptions()).toEqual(["reports", "seattle"]);
  expect(Object.keys(outputs["ids"]?.value).sort()).toEqual(["reports", "seattle"]);
  expect(outputs["pending"]?.value).toEqual([
    { name: "calls", reason: expect.stringContaining('the endpoint "not-built-yet" has no url') },
  ]);
  expect(stdout).toContain('calls is pending and not deployed: the endpoint "not-built-yet" has no url');
  const seattle = emulator.store
    .ofToken("azure-native:eventgrid:SystemTopicEventSubscription")
    .find(({ inputs }) => inputs["eventSubscriptionName"] === "seattle");
  expect(seattle?.inputs).toMatchObject({
    labels: ["owner=contoso"],
    filter: { subjectBeginsWith: "/phonenumber/1206" },
    destination: { endpointType: "StorageQueue" },
    deadLetterWithResourceIdentity: { deadLetterDestination: { endpointType: "StorageBlob" } },
  });
  expect((await previewed(stack)).changes).toEqual({});

  await edit('phoneNumber("1206")', 'phoneNumber("1425")');
  const events: EngineEvent[] = [];
  await stack.up({ onEvent: (event) => events.push(event) });
  expect(changesOf(events)).toEqual({ "SystemTopicEventSubscription texts-seattle": "update" });
}

test("a plain ESM program: subscriptions of its own topic, and one update for one changed prefix", async () => {
  await withOwnProgram({ name: "own-topic", prepare: install }, live);
});

test("the same as CommonJS, compiled by the SDK's own loader", async () => {
  await withOwnProgram({ name: "own-topic-commonjs", typescript: true, type: "commonjs", prepare: install }, live);
});

test("the program ends when the engine leaves the topic out, and when it does one thing at a time", async () => {
  await withOwnProgram({ name: "own-topic", prepare: install }, async ({ stack, emulator }) => {
    const group = "urn:pulumi:dev::own-program::azure-native:resources:ResourceGroup::contoso";
    await stack.up({ target: [group] });
    expect(emulator.store.systemTopics()).toEqual([]);
    await stack.up({ parallel: 1 });
    const [topic] = emulator.store.systemTopics();
    expect(emulator.store.eventSubscriptions(topic?.id ?? "")).toHaveLength(2);
  });
});
