import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type KeptState, openState } from "../../emulator/state/kept-state.ts";
import { copyProject } from "../../engine/project-copy.ts";
import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import { replaceWhole } from "../../project/atomic-write.ts";
import { UserError } from "../../text/user-error.ts";

/** What is kept of one stack's local Azure between two runs. */
export interface DevFolder {
  readonly folder: string;
  /** For the queues and dead letters of the local Azure. */
  readonly azure: string;
  /** What the handlers write. */
  readonly handlers: string;
  /** The package of `--bundle`, and what it keeps. */
  readonly app: string;
  readonly engine: { readonly folder: string; readonly state: string; readonly home: string };
  readonly state: KeptState;
  /** Whether the last deployment was cut off: everything has been taken out of the local Azure but its events. */
  readonly wasCutOff: boolean;
  /** What was deployed last, completely. */
  deployed(): readonly PlannedSubscription[];
  /** Remembers that a deployment is under way, so that the next process knows if this one is killed meanwhile. */
  deploying(): void;
  /** Remembers what is deployed by now; undefined where the deployment failed in the middle. */
  hasDeployed(subscriptions: readonly PlannedSubscription[] | undefined): Promise<void>;
  /** The ports of the last run, so that addresses stay. */
  ports(): Ports;
  keepPorts(ports: Ports): void;
  /** Says where this local Azure is, until `close`. */
  announce(address: Address): Promise<void>;
  close(): void;
}

export interface Ports {
  readonly arm?: number | undefined;
  readonly provider?: number | undefined;
  readonly dashboard?: number | undefined;
}

/** Where a running local Azure is. */
export interface Address {
  readonly stack: string;
  readonly pid: number;
  /** `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT` */
  readonly arm: string;
}

const address = z.object({ stack: z.string(), pid: z.int(), arm: z.url() });

const port = z.int().min(0).max(65_535).optional();
const portsFile = z.object({ arm: port, provider: port, dashboard: port });

/** Where `dev` keeps the local Azure of a stack, below the project. */
export function devFolderOf(root: string, stack: string): string {
  return join(root, ".acs-events", "dev", stack);
}

/**
 * Opens the folder of a stack, or begins one. `fresh`: what was there is removed. Throws a `UserError` when another
 * process has it open, and when its state is of another version or damaged.
 */
export async function openDevFolder(
  root: string,
  stack: string,
  { keepEvents, fresh }: { readonly keepEvents?: number | undefined; readonly fresh: boolean },
): Promise<DevFolder> {
  const folder = devFolderOf(root, stack);
  const inside = (...names: string[]): string => join(folder, ...names);
  if (fresh) removeUnlessOpen(folder);
  const state = opened(inside("azure"), { keepEvents });
  const engine = { folder: inside("engine"), state: inside("engine", "state"), home: inside("engine", "home") };
  const marker = inside("deploying");
  const wasCutOff = existsSync(marker);
  if (wasCutOff) {
    // What the engine believes and what is there may differ; a deployment from the beginning is sure to be right.
    rmSync(engine.state, { recursive: true, force: true });
    rmSync(inside("deployed.json"), { force: true });
    for (const { id } of state.store.all()) state.store.remove(id);
  }
  for (const name of [engine.state, engine.home]) mkdirSync(name, { recursive: true });
  await copyProject(root, engine.folder);
  const remember = (name: string, content: unknown): void => writeFileSync(inside(name), JSON.stringify(content));
  return Object.freeze({
    folder,
    azure: inside("azure"),
    handlers: inside("handlers"),
    app: inside("app"),
    engine,
    state,
    wasCutOff,
    deployed: () => (readJson(inside("deployed.json")) ?? []) as readonly PlannedSubscription[],
    deploying: () => writeFileSync(marker, ""),
    async hasDeployed(subscriptions: readonly PlannedSubscription[] | undefined) {
      if (subscriptions !== undefined) await replaceWhole(inside("deployed.json"), JSON.stringify(subscriptions));
      rmSync(marker, { force: true });
    },
    ports: () => portsFile.safeParse(readJson(inside("ports.json"))).data ?? {},
    keepPorts: (ports: Ports) => remember("ports.json", ports),
    announce: (where: Address) => replaceWhole(inside("running.json"), JSON.stringify(where)),
    close() {
      rmSync(inside("running.json"), { force: true });
      state.close();
    },
  });
}

/** Where the local Azures of a project run; of a process that was killed nothing is left but a file, which is passed over. */
export function runningIn(root: string): readonly Address[] {
  const folder = join(root, ".acs-events", "dev");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((stack) => {
    const found = address.safeParse(readJson(join(folder, stack, "running.json"))).data;
    return found !== undefined && isAlive(found.pid) ? [found] : [];
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function opened(folder: string, { keepEvents }: { readonly keepEvents?: number | undefined }): KeptState {
  try {
    return openState(folder, keepEvents === undefined ? {} : { keepEvents });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new UserError(`${what}${isOpenElsewhere(what) ? "" : " `acs-events dev --fresh` does that."}`);
  }
}

/** What another process has open is not removed under it. */
function removeUnlessOpen(folder: string): void {
  if (!existsSync(folder)) return;
  try {
    openState(join(folder, "azure")).close();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    if (isOpenElsewhere(what)) throw new UserError(what);
  }
  rmSync(folder, { recursive: true, force: true });
}

function isOpenElsewhere(message: string): boolean {
  return message.includes(" is in use: ");
}

/** Our own file; undefined where it is missing or cut off. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
