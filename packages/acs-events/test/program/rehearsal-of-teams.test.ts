import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workingTree } from "../../src/project/project.ts";
import { rehearsedEvents } from "../../src/rehearsal/events.ts";
import { rehearse } from "../../src/rehearsal/rehearse.ts";
import { temporarySample } from "../sample-project.ts";
import { engine, repository } from "./engine-under-test.ts";

/** The sample project, but for an environment in which one of the two teams has a stack of its own. */
let clone: string;

beforeAll(async () => {
  clone = await temporarySample();
  const dev = await readFile(join(repository, "Pulumi.dev.yaml"), "utf8");
  await writeFile(
    join(clone, "Pulumi.team.yaml"),
    dev.replace("config:\n", "config:\n  acs-events:teamStacks: [support]\n"),
  );
});

afterAll(() => rm(clone, { recursive: true, force: true }));

async function rehearsalOf(stack: string) {
  const phases: string[] = [];
  const { result, close } = await rehearse({
    project: workingTree(clone),
    stack,
    engine: engine(),
    events: rehearsedEvents(),
    progress: (step) => {
      if (step.kind === "phase") phases.push(step.text.replace(/, judged.*/, ""));
    },
  });
  await close();
  const receivers = result.events.flatMap(({ deliveries }) => deliveries.map(({ subscription }) => subscription));
  return { phases: phases.slice(0, -1), receivers: [...new Set(receivers)].sort() };
}

test("an environment is rehearsed with the stack of a team, and everybody gets their events", async () => {
  expect(await rehearsalOf("team")).toEqual({
    phases: ["team", "team-support"].map((stack) => `Deploying stack ${stack} to the local Azure`),
    receivers: ["moderation-membership", "moderation-messages", "support-inbound-sms", "support-sms-actions"],
  });
});
