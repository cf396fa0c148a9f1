import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";
import { repository, type UnderTest, withDevStack } from "./engine-under-test.ts";
import { changesOf } from "./own-program.ts";

/*
 * The first real deployment and the last: what the engine does to an Azure that takes one write to a topic at a time.
 */

const stackFile = async (): Promise<string> =>
  deriveStack(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8")).text;

test("subscriptions of one topic are created and deleted one at a time", async () => {
  await withDevStack(
    await stackFile(),
    async ({ stack, emulator }) => {
      await stack.up();
      const [topic] = emulator.store.systemTopics();
      expect(emulator.store.eventSubscriptionCount(topic?.id ?? "")).toBeGreaterThan(2);
      await stack.destroy();
      expect(emulator.store.all()).toEqual([]);
    },
    { behaviour: { conflicts: true } },
  );
});

test("a role that Azure does not know yet is told, and the same again succeeds", async () => {
  let passed = 0;
  await withDevStack(
    await stackFile(),
    async ({ stack, emulator }) => {
      const said: string[] = [];
      const onEvent = ({ diagnosticEvent }: EngineEvent): void => {
        if (diagnosticEvent !== undefined) said.push(diagnosticEvent.message);
      };
      await expect(stack.up({ onEvent })).rejects.toThrow("is not authorized to write to");
      const sentences = (): readonly string[] =>
        said.filter((one) => one.includes("Azure needs some minutes until it knows a role everywhere."));
      expect(sentences()).toHaveLength(1);
      passed = 3_600_000;
      await stack.up();
      expect(emulator.store.systemTopics().flatMap(({ id }) => emulator.store.eventSubscriptions(id))).not.toEqual([]);
    },
    { ownProcess: true, behaviour: { roleDelay: 1_800_000 }, now: () => new Date(Date.now() + passed) },
  );
});

test("readers get their roles on what is made here; what holds messages is protected, and a destroy that is refused deletes nothing", async () => {
  const document = parse(await stackFile()) as { config: Record<string, unknown> };
  const principalId = "99999999-2222-3333-4444-555555555555";
  document.config["acs-events:readers"] = [
    { principalId, principalType: "Group" },
    { principalId: principalId.replaceAll("9", "8"), principalType: "User", of: ["undelivered"] },
  ];
  // Roles, settings and alerts are what nothing depends on: the engine would delete them first.
  document.config["acs-events:handlers"] = { kind: "function-app" };
  document.config["acs-events:alerts"] = { email: "people@contoso.example" };
  const communication = { dataLocation: "Europe", protect: true };
  document.config["acs-events:communication"] = communication;
  await withDevStack(stringify(document), async ({ stack, emulator, scratch }) => {
    await stack.up();
    const given = emulator.store
      .ofToken("azure-native:authorization:RoleAssignment")
      .filter(({ inputs }) => inputs["principalType"] !== "ServicePrincipal")
      .map(({ inputs }) => `${inputs["principalType"]} ${String(inputs["scope"]).split("/").slice(-2).join("/")}`);
    expect(given.sort()).toEqual([
      "Group containers/undelivered",
      "Group queues/moderation-queue",
      "Group queues/support-queue",
      "User containers/undelivered",
    ]);
    const before = emulator.store.all().map(({ id }) => id);
    await expect(stack.previewDestroy()).rejects.toThrow(/protect/);
    // The library's `destroy` is `pulumi destroy --skip-preview`; with `continueOnError` the engine goes on after a refusal.
    await expect(stack.destroy()).rejects.toThrow(/destroy-guard" cannot be deleted\s+because it is protected/);
    await expect(stack.destroy({ continueOnError: true })).rejects.toThrow(/protect/);
    expect(emulator.store.all().map(({ id }) => id)).toEqual(before);

    communication.protect = false;
    await scratch.writeStack("dev", stringify(document));
    await stack.up();
    await stack.destroy();
    expect(emulator.store.all()).toEqual([]);
  });
});

/** What the engine would do, by resource, without what stays as it is. */
async function previewed(stack: UnderTest["stack"]): Promise<string[]> {
  const steps: string[] = [];
  await stack.preview({
    onEvent: ({ resourcePreEvent }: EngineEvent) => {
      const { op = "same", urn = "" } = resourcePreEvent?.metadata ?? {};
      if (op !== "same") steps.push(`${op} ${urn.slice(urn.lastIndexOf(":") + 1)}`);
    },
  });
  return steps;
}

test("a change of the topic does not show the roles of its identity as replaced", async () => {
  await withDevStack(await stackFile(), async ({ stack, emulator }) => {
    await stack.up();
    const [topic] = emulator.store.ofToken("azure-native:eventgrid:SystemTopic");
    if (topic === undefined) throw new Error("there is no topic");
    // Somebody tags it by hand, and the program takes that back.
    emulator.store.put({ ...topic, outputs: { ...topic.outputs, tags: { by: "hand" } } });
    await stack.refresh();
    expect(await previewed(stack)).toEqual(["update system-topic"]);
    const events: EngineEvent[] = [];
    await stack.up({ onEvent: (event) => events.push(event) });
    expect(changesOf(events)).toEqual({ "SystemTopic system-topic": "update" });
  });
});
