import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PulumiFn, Stack } from "@pulumi/pulumi/automation/index.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { type Emulator, startEmulator } from "../../src/emulator/start.ts";
import { engineEnvironment, openStack, skipOutputs } from "../../src/engine/rehearsal-stack.ts";
import { subscriptionUrn } from "../../src/pulumi/type-tokens.ts";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";
import { makeScratch, type Scratch } from "../../src/rehearsal/scratch.ts";
import { deriveTeamStack } from "../../src/stack/derived-team-stack.ts";
import { engine, repository, sampleProgram } from "./engine-under-test.ts";

/** A team leaves the stack that it shared for one of its own: each test goes on where the one before ended. */
let scratch: Scratch;
let emulator: Emulator;
let prod: Stack;
let support: Stack;

const open = async (stack: string, program?: PulumiFn): Promise<Stack> => {
  const { providerPort } = emulator;
  const place = { repository, scratch, stack, engine: engine(), providerPort };
  return skipOutputs(await openStack({ ...place, ...(program === undefined ? {} : { program }) }));
};

beforeAll(async () => {
  const { text } = deriveStack(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8"));
  scratch = await makeScratch(repository, "prod", text);
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator?.close();
  await scratch?.remove();
});

/** Runs the engine as a person does, in the scratch folder. */
async function pulumi(...args: readonly string[]): Promise<string> {
  const environment = engineEnvironment({ repository, scratch, engine: engine(), providerPort: emulator.providerPort });
  const { stdout, stderr } = await promisify(execFile)("pulumi", [...args, "--non-interactive"], {
    cwd: scratch.folder,
    env: { ...process.env, ...environment },
  });
  return stdout + stderr;
}

async function edit(from: string | RegExp, to: string): Promise<void> {
  const file = join(scratch.folder, "Pulumi.prod.yaml");
  const text = await readFile(file, "utf8");
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`Pulumi.prod.yaml has no ${from}`);
  await writeFile(file, edited);
}

const subscriptions = () =>
  emulator.store
    .systemTopics()
    .flatMap(({ id }) => emulator.store.eventSubscriptions(id).map(({ name, id }) => ({ name, id })));

/** The stack file of the team as the deployment of many stacks writes it. */
async function writeTeamStack(): Promise<void> {
  const shared = await readFile(join(scratch.folder, "Pulumi.prod.yaml"), "utf8");
  await scratch.writeStack("prod-support", deriveTeamStack(shared, "prod"));
}

/** What the engine would do, but for what stays as it is. */
async function changesIn(stack: Stack): Promise<object> {
  const { same: _, ...changes } = (await stack.preview()).changeSummary;
  return changes;
}

const saidBy = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "nothing was wrong",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

let before: ReturnType<typeof subscriptions>;

test("before: all subscriptions are in the stack that has the topic", async () => {
  prod = await open("prod", sampleProgram);
  await prod.up();
  before = subscriptions();
  expect(before).toHaveLength(4);
});

test("moved as docs/stacks.md says, nothing is deleted and nothing made anew", async () => {
  await edit("config:\n", "config:\n  acs-events:teamStacks: [support]\n");
  await writeTeamStack();
  support = await open("prod-support");
  const urns = before
    .filter(({ name }) => name.startsWith("support-"))
    .map(({ name }) => subscriptionUrn("prod", "acs-events", name));
  await pulumi("state", "move", "--source", "prod", "--dest", "prod-support", "--yes", ...urns);

  expect(await changesIn(prod)).toEqual({});
  await prod.up();
  // The first run of the new stack reads the stack that it refers to, and changes nothing.
  expect(await changesIn(support)).toEqual({ create: 1 });
  const changes: object[] = [];
  await support.up({
    onEvent: ({ summaryEvent }) => {
      if (summaryEvent !== undefined) changes.push(summaryEvent.resourceChanges);
    },
  });
  // The stack and two subscriptions are there already; the component around them is new.
  expect(changes).toEqual([{ create: 1, same: 3 }]);
  expect(subscriptions()).toEqual(before);
});

test("afterwards each stack has its own subscriptions, and a change of one leaves the other alone", async () => {
  const ids = async (stack: string) => {
    const outputs = JSON.parse(await pulumi("stack", "output", "--json", "--stack", stack)) as Record<string, object>;
    return Object.keys(outputs["eventSubscriptionIds"] ?? {});
  };
  expect(await ids("prod")).toEqual(["moderation-membership", "moderation-messages"]);
  expect(await ids("prod-support")).toEqual(["support-inbound-sms", "support-sms-actions"]);

  await edit('supportNumbers: "1555"', 'supportNumbers: "1206"');
  await writeTeamStack();
  expect(await changesIn(prod)).toEqual({});
  expect(await changesIn(support)).toEqual({ update: 1 });
});

test("what the stack with the topic does not have yet is named, with what to deploy first", async () => {
  const shared = await readFile(join(scratch.folder, "Pulumi.prod.yaml"), "utf8");
  const ahead = parseDocument(deriveTeamStack(shared, "prod"));
  ahead.setIn(["config", "acs-events:secrets", "sms-handlers", "query"], "from-the-shared-stack");
  ahead.setIn(["config", "acs-events:endpoints", "support-queue"], { kind: "service-bus-queue", create: true });
  await scratch.writeStack("prod-support", String(ahead));
  expect(await saidBy(support.preview())).toContain(
    'the stack "organization/acs-events/prod" does not have yet: the endpoint "support-queue" as a service-bus-queue; the secrets of the endpoint "sms-handlers". ',
  );
  await writeTeamStack();
});

test("a stack with the topic that was never deployed is named by the engine", async () => {
  const shared = await readFile(join(scratch.folder, "Pulumi.prod.yaml"), "utf8");
  await scratch.writeStack("staging-support", deriveTeamStack(shared, "staging"));
  const lonely = await open("staging-support");
  expect(await saidBy(lonely.preview())).toContain('unknown stack "organization/acs-events/staging"');
});

test("the team's stack is destroyed alone", async () => {
  await support.destroy();
  expect(subscriptions().map(({ name }) => name)).toEqual(["moderation-membership", "moderation-messages"]);
});
