import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { onTestFinished } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/start.ts";
import { type Engine, openStack, skipOutputs } from "../../src/engine/rehearsal-stack.ts";
import { deploy } from "../../src/pulumi/deploy.ts";
import { makeScratch, type Scratch } from "../../src/rehearsal/scratch.ts";
import { findEngine } from "../../src/setup/engine.js";
import { sampleRoot as repository, repositoryRoot, sampleProject, temporarySample } from "../sample-project.ts";

export { repository };

/** The real engine. A test that needs it fails without it and is never skipped. */
export function engine(): Engine {
  const found = findEngine();
  if (found === undefined) throw new Error("there is no Pulumi engine; run `npm run setup`");
  return found;
}

/** A copy of the sample project for one test, and what rehearsals left in it; tests in other processes have theirs. */
export async function projectOfItsOwn(): Promise<{ readonly folder: string; leftBehind(): readonly string[] }> {
  const folder = await temporarySample();
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const rehearsals = join(folder, ".acs-events", "rehearsals");
  return { folder, leftBehind: () => (existsSync(rehearsals) ? readdirSync(rehearsals) : []) };
}

/** A digest of every tracked file as it is in the working tree now. */
export async function trackedFiles(): Promise<string> {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-z"], { cwd: repositoryRoot, maxBuffer: 1 << 26 });
  const digest = createHash("sha256");
  for (const name of stdout
    .split("\0")
    .filter((one) => one !== "")
    .sort()) {
    digest.update(name).update(await readFile(join(repositoryRoot, name)).catch(() => "gone"));
  }
  return digest.digest("hex");
}

/**
 * The program of the sample project, for `openStack`: it runs in this process. A process of its own for each command of
 * the engine takes more time than everything else in the test. Rehearsals, `deploy` and the programs of `programs/` are
 * tested with such a process, and so is what fails: the Automation API waits for ever for a program in this process that
 * the engine has given up.
 */
export const sampleProgram = async () => deploy(await sampleProject.definition());

/** What there is while a stack is under test. */
export interface UnderTest {
  readonly stack: Stack;
  readonly emulator: Emulator;
  readonly scratch: Scratch;
}

interface DevStackOptions extends EmulatorOptions {
  readonly root?: string;
  readonly ownProcess?: boolean;
}

/**
 * Lets `use` work with the dev stack on the real engine and a local Azure of its own, both gone afterwards. `stackFile`
 * is the text of its Pulumi.dev.yaml; `root` another copy of this repository. With `ownProcess`, the language host starts
 * the program, as a deployment that fails demands; it always does so in another copy.
 */
export async function withDevStack<T>(
  stackFile: string,
  use: (underTest: UnderTest) => Promise<T>,
  { root = repository, ownProcess = root !== repository, ...options }: DevStackOptions = {},
): Promise<T> {
  const scratch = await makeScratch(root, "dev", stackFile);
  const emulator = await startEmulator(options);
  try {
    const { providerPort } = emulator;
    const stack = await openStack({
      repository,
      scratch,
      stack: "dev",
      engine: engine(),
      providerPort,
      ...(ownProcess ? {} : { program: sampleProgram }),
    });
    return await use({ stack: skipOutputs(stack), emulator, scratch });
  } finally {
    await emulator.close();
    await scratch.remove();
  }
}
