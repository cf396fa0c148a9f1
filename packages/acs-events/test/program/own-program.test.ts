import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { compile } from "../../build/compile.ts";
import { publishedPackage } from "../../build/published-package.ts";
import { changesOf, type OwnProgram, previewed, withOwnProgram } from "./own-program.ts";

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
  await withOwnProgram({ name: "own-topic" }, live);
});

test("the program ends when the engine leaves the topic out, and when it does one thing at a time", async () => {
  await withOwnProgram({ name: "own-topic" }, async ({ stack, emulator }) => {
    const group = "urn:pulumi:dev::own-program::azure-native:resources:ResourceGroup::contoso";
    await stack.up({ target: [group] });
    expect(emulator.store.systemTopics()).toEqual([]);
    await stack.up({ parallel: 1 });
    const [topic] = emulator.store.systemTopics();
    expect(emulator.store.eventSubscriptions(topic?.id ?? "")).toHaveLength(2);
  });
});

/**
 * The package as it is published. Node does not strip types below node_modules, and the SDK's own loader would compile
 * the sources of the workspace to CommonJS.
 */
async function installBuiltPackage(folder: string): Promise<void> {
  const source = fileURLToPath(new URL("../..", import.meta.url));
  const target = join(folder, "node_modules/acs-events");
  await mkdir(target, { recursive: true });
  await compile(source, target);
  const described = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
  await writeFile(join(target, "package.json"), JSON.stringify(publishedPackage(described)));
}

test("the same as CommonJS, compiled by the SDK's own loader", async () => {
  await withOwnProgram(
    { name: "own-topic-commonjs", typescript: true, type: "commonjs", prepare: installBuiltPackage },
    live,
  );
});
