import { cp, mkdtemp, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { readCommittedPlan } from "../src/project/committed-plan.ts";
import { workingTree } from "../src/project/project.ts";

/** The folder of a project that only the tests of the tool have: two teams, four subscriptions, two of them pending. */
export const sampleRoot = fileURLToPath(new URL("sample-project", import.meta.url));

/** That project. */
export const sampleProject = workingTree(sampleRoot);

/** The top of this repository: its documents, and the package. Tests never look at the project there. */
export const repositoryRoot = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");

/** The command line as a program of its own. */
export const acsEventsProgram = fileURLToPath(new URL("../bin/acs-events.js", import.meta.url));

/** Copies the sample project to `folder`, without what commands left in it. */
export function copySample(folder: string): Promise<void> {
  return cp(sampleRoot, folder, {
    recursive: true,
    filter: (path) => !/[\\/](?:\.acs-events|node_modules)(?:[\\/]|$)/.test(path),
  });
}

/** Makes the dependencies of this repository those of the project in `folder`. */
export function linkDependencies(folder: string): Promise<void> {
  return symlink(join(repositoryRoot, "node_modules"), join(folder, "node_modules"), "junction");
}

/** A copy of the sample project for a test that changes it; the caller removes it. */
export async function temporarySample(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "acs-events-sample-")));
  await copySample(folder);
  await linkDependencies(folder);
  return folder;
}

/** The schema of the values of the sample project. */
export const sampleValues = z.strictObject({
  supportNumbers: z.string().regex(/^[0-9]{1,15}$/, "1 to 15 digits, without + or spaces, in quotes"),
});

/** The committed plan of the sample project, as one JSON array. */
export function samplePlan(): string {
  const files = readCommittedPlan(sampleRoot, "dev")?.files ?? [];
  return JSON.stringify(
    files.flatMap(({ text }) => JSON.parse(text) as unknown[]),
    null,
    2,
  );
}
