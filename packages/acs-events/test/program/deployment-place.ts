import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/start.ts";
import { engineVariables } from "../../src/engine/engine.ts";
import { acsEventsProgram } from "../sample-project.ts";
import { engine } from "./engine-under-test.ts";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A backend, and a local Azure to deploy to. */
export interface Place {
  /** Where commands run. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly emulator: Emulator;
  close(): Promise<void>;
}

export async function makePlace(
  repository: string,
  backend: (
    folder: string,
  ) => Promise<{ readonly environment: Readonly<Record<string, string>>; close(): Promise<void> }>,
  options: EmulatorOptions = {},
): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-deploy-"));
  const { environment, close } = await backend(folder);
  const emulator = await startEmulator({
    validator: {
      validate: async () => ({ ok: false, reason: "Http POST request failed with response code 503" }),
    },
    ...options,
  });
  return {
    folder: repository,
    emulator,
    environment: {
      ...environment,
      ...engineVariables(repository, engine()),
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "correct horse",
      PULUMI_DEBUG_PROVIDERS: `azure-native:${emulator.providerPort}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      NO_COLOR: "1",
    },
    async close() {
      await emulator.close();
      await close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

export type Listener = (text: string, child: ChildProcess) => void;

/** Runs a command in the repository; `heard` is told what it prints beside its result. */
export async function run(
  { environment, folder }: Place,
  command: string,
  args: readonly string[],
  heard: Listener = () => undefined,
): Promise<Ended> {
  const { CI: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...own } = process.env;
  const child = spawn(command, args, { cwd: folder, env: { ...own, ...environment } });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      heard(text, child);
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { status, ...said };
}

export const deploy = (place: Place, args: readonly string[], heard?: Listener): Promise<Ended> =>
  run(place, process.execPath, [acsEventsProgram, "deploy", ...args], heard);

/** The engine as a person runs it, who deploys the stack with the topic; but the state is written once, at the end. */
export async function pulumi(place: Place, ...args: readonly string[]): Promise<void> {
  const environment = { ...place.environment, PULUMI_SKIP_CHECKPOINTS: "true" };
  const { status, stdout, stderr } = await run({ ...place, environment }, "pulumi", [...args, "--non-interactive"]);
  if (status !== 0) throw new Error(`pulumi ${args.join(" ")}: ${stdout}${stderr}`);
}
