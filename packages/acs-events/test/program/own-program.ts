import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/start.ts";
import { openStack } from "../../src/engine/rehearsal-stack.ts";
import { engine, repository } from "./engine-under-test.ts";

/** A Pulumi program of somebody's own on the real engine, with a local Azure. */
export interface OwnProgram {
  readonly stack: Stack;
  readonly emulator: Emulator;
  /** The folder that the engine runs. */
  readonly folder: string;
  /** The same stack, its program in a process of its own. */
  inOwnProcess(): Promise<Stack>;
  /** Puts the program `name` of `programs/` in the place of the one before. */
  become(name: string): Promise<void>;
  /** Replaces a text of the program's `index.ts`. */
  edit(from: string, to: string): Promise<void>;
}

export interface OwnProgramOptions {
  readonly name: string;
  /** `runtime.options.typescript` of Pulumi.yaml: whether the SDK's own loader compiles the program. Default: false. */
  readonly typescript?: boolean;
  /** Package.json of the program. */
  readonly type?: "module" | "commonjs";
  /** Makes what else the program needs in its folder. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Runs the program in this process, which takes a quarter of the time. A deployment that fails needs one of its own. */
  readonly inThisProcess?: boolean;
  /** What there is in Azure already. */
  readonly existing?: EmulatorOptions["existing"];
}

/** Lets `use` work with the program `name` of `programs/`. */
export async function withOwnProgram<T>(
  options: OwnProgramOptions,
  use: (program: OwnProgram) => Promise<T>,
): Promise<T> {
  const program = await openOwnProgram(options);
  try {
    return await use(program);
  } finally {
    await program.close();
  }
}

/** The program `name` of `programs/`, below the repository, where Node finds its dependencies. */
export async function openOwnProgram({
  name,
  typescript = false,
  type = "module",
  prepare,
  inThisProcess = false,
  existing = [],
}: OwnProgramOptions): Promise<OwnProgram & { close(): Promise<void> }> {
  await mkdir(join(repository, ".acs-events"), { recursive: true });
  const root = await mkdtemp(join(repository, ".acs-events", "own-program-"));
  const [folder, state, home] = await Promise.all(
    ["program", "state", "home"].map(async (one) => {
      await mkdir(join(root, one));
      return join(root, one);
    }),
  );
  if (folder === undefined || state === undefined || home === undefined) throw new Error("three folders were made");
  const become = (one: string) =>
    cp(fileURLToPath(new URL(`programs/${one}`, import.meta.url)), folder, { recursive: true });
  await become(name);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "own-program", type }));
  await writeFile(
    join(folder, "Pulumi.yaml"),
    `name: own-program\nmain: index.ts\nruntime:\n  name: nodejs\n  options:\n    typescript: ${typescript}\n`,
  );
  await writeFile(join(folder, "Pulumi.dev.yaml"), "config:\n  azure-native:location: westeurope\n");
  await prepare?.(folder);
  const emulator = await startEmulator({ existing });
  const close = async (): Promise<void> => {
    await emulator.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  };
  const scratch = { folder, state, home };
  const place = { repository, scratch, stack: "dev", engine: engine(), providerPort: emulator.providerPort };
  let runs = 0;
  // As another module each time: what it declares is declared as it is loaded.
  const program = async () => {
    runs += 1;
    return { ...(await import(`${pathToFileURL(join(folder, "index.ts")).href}?run=${runs}`)) };
  };
  try {
    const stack = await openStack(inThisProcess ? { ...place, program } : place);
    const inOwnProcess = () => openStack(place);
    const edit = async (from: string, to: string): Promise<void> => {
      const file = join(folder, "index.ts");
      const text = await readFile(file, "utf8");
      if (!text.includes(from)) throw new Error(`the program does not say ${from}`);
      await writeFile(file, text.replace(from, to));
    };
    return { stack, emulator, folder, inOwnProcess, become, edit, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the engine does or would do, by the name and the type of the resource; what stays as it is is omitted. */
export function changesOf(events: readonly EngineEvent[]): Record<string, string> {
  return Object.fromEntries(
    events.flatMap(({ resourcePreEvent: event }) => {
      if (event === undefined || event.metadata.op === "same") return [];
      const { op, urn, type } = event.metadata;
      return [[`${type.split(":").at(-1)} ${urn.split("::").at(-1)}`, op]];
    }),
  );
}

/** The changes that a preview announces, and how many resources stay as they are. */
export async function previewed(stack: Stack): Promise<{ changes: Record<string, string>; same: number }> {
  const events: EngineEvent[] = [];
  const { changeSummary } = await stack.preview({ onEvent: (event) => events.push(event) });
  return { changes: changesOf(events), same: changeSummary.same ?? 0 };
}
