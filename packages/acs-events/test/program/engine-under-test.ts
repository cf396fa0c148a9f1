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
import { makeScratch, type Scratch } from "../../src/rehearsal/scratch.ts";
import { findEngine } from "../../src/setup/engine.js";
import { sampleRoot as repository, repositoryRoot, temporarySample } from "../sample-project.ts";

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

/** What there is while a stack is under test. */
export interface UnderTest {
  readonly stack: Stack;
  readonly emulator: Emulator;
  readonly scratch: Scratch;
}

/**
 * Lets `use` work with the dev stack on the real engine and a local Azure of its own, both gone afterwards. `stackFile`
 * is the text of its Pulumi.dev.yaml; `root` another copy of this repository.
 */
export async function withDevStack<T>(
  stackFile: string,
  use: (underTest: UnderTest) => Promise<T>,
  { root = repository, ...options }: EmulatorOptions & { readonly root?: string } = {},
): Promise<T> {
  const scratch = await makeScratch(root, "dev", stackFile);
  const emulator = await startEmulator(options);
  try {
    const { providerPort } = emulator;
    const stack = await openStack({ repository, scratch, stack: "dev", engine: engine(), providerPort });
    return await use({ stack: skipOutputs(stack), emulator, scratch });
  } finally {
    await emulator.close();
    await scratch.remove();
  }
}
