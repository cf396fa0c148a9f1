import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readStackFile } from "../../src/project/stack-files.ts";
import { stacksToDeploy } from "../../src/rehearsal/rehearse.ts";
import { sampleRoot, sampleValues } from "../sample-project.ts";

/** An environment in which both teams have a stack of their own, and one whose file is wrong. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-stacks-"));
  const dev = await readFile(join(sampleRoot, "Pulumi.dev.yaml"), "utf8");
  const teams = "config:\n  acs-events:teamStacks: [moderation, support]\n";
  await writeFile(join(folder, "Pulumi.team.yaml"), dev.replace("config:\n", teams));
  await writeFile(join(folder, "Pulumi.wrong.yaml"), dev.replace("config:\n", "config:\n  acs-events:teamStack: 1\n"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ["an environment, with the stacks of all its teams", "team", "team", ["team", "team-moderation", "team-support"]],
  ["one team's stack, after the stack whose topic it adds to", "team-support", "team", ["team", "team-support"]],
  ["a stack whose file is wrong, which the program says", "wrong", "wrong", ["wrong"]],
])("%s", async (_, stack, environment, stacks) => {
  const project = { stack: async (name: string) => readStackFile(folder, name, sampleValues) };
  expect(await stacksToDeploy(project, stack)).toEqual({ environment, stacks });
});
