import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { readStackFile } from "../infra/config/from-yaml.ts";
import { type PolicyPackOptions, policyPackForRehearsal } from "../policies/engine-options.ts";
import { deriveStack, pendingHost } from "./derived-stack.ts";
import { type Diagnostic, type Engine, openStack, type ResourceStep, readEngineEvent } from "./engine.ts";
import type { RehearsedEvent } from "./events.ts";
import { type LocalAzure, startLocalAzure } from "./local-azure.ts";
import type { RehearsalResult } from "./result.ts";
import { makeScratch, type Scratch } from "./scratch.ts";

/**
 * The rehearsal: the real engine deploys a stack to the local Azure, Communication Services emits events there, and
 * Event Grid delivers them to the handlers of this repository. A room of its own, since it is the one place that knows
 * the program, the emulator and the handlers at once.
 */
export interface RehearsalOptions {
  readonly repository: string;
  readonly stack: string;
  readonly engine: Engine;
  readonly events: readonly RehearsedEvent[];
  /** What was wrong with the events where they were read. */
  readonly problems?: readonly string[];
  /** Ends the engine; `rehearse` then throws. */
  readonly signal?: AbortSignal;
  /** Hears what happens while it happens. */
  readonly progress: (step: Progress) => void;
  /** Told of the folder as soon as there is one, for a process that may be interrupted. */
  readonly onScratch?: (scratch: Scratch) => void;
}

export type Progress = { readonly kind: "phase"; readonly text: string } | ResourceStep | Diagnostic;

/** A running rehearsal; `close` ends the local Azure and removes every file that it wrote. */
export interface Rehearsal {
  readonly result: RehearsalResult;
  readonly azure: LocalAzure;
  readonly scratch: Scratch;
  close(): Promise<void>;
}

/** What the engine could not do; `diagnostics` says why, in the engine's and the program's own words. */
export class DeploymentFailed extends Error {
  override readonly name = "DeploymentFailed";
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/**
 * Deploys and emits. Throws `DeploymentFailed` when the engine or the program refuses; whatever was started is closed
 * then.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { repository, stack, progress } = options;
  const derived = deriveStack(await readFile(join(repository, `Pulumi.${stack}.yaml`), "utf8"));
  const scratch = await makeScratch(repository, stack, derived.text);
  options.onScratch?.(scratch);
  let azure: LocalAzure | undefined;
  try {
    const parsed = readStackFile(scratch.folder, stack);
    const config = parsed.ok ? parsed.config : undefined;
    azure = await startLocalAzure(scratch, config);
    const engineStack = await openStack({ ...options, scratch, providerPort: azure.providerPort });
    const policies = await policyPackForRehearsal({
      repository,
      stack,
      engine: options.engine,
      folder: scratch.folder,
      standInHosts: [pendingHost],
    });
    const judged = policies.policyPacks.length === 0 ? "" : ", judged by its policies";
    progress({ kind: "phase", text: `Deploying stack ${stack} to the local Azure${judged}` });
    const resources = await deploy(engineStack, policies, progress, options.signal);
    progress({ kind: "phase", text: `Communication Services emits ${options.events.length} events` });
    const events = await azure.emit(options.events);
    const result: RehearsalResult = {
      stack,
      standIns: derived.standIns,
      resources,
      notices: azure.notices(),
      events,
      effects: azure.effects(),
      problems: options.problems ?? [],
    };
    const running = azure;
    return {
      result,
      azure,
      scratch,
      async close() {
        await running.close();
        await scratch.remove();
      },
    };
  } catch (error) {
    await azure?.close();
    await scratch.remove();
    throw error;
  }
}

/** One `pulumi up`; a failed resource is reported and the others go on. The number of resources that there are now. */
async function deploy(
  stack: Stack,
  policies: PolicyPackOptions,
  progress: (step: Progress) => void,
  signal?: AbortSignal,
): Promise<number> {
  const errors: Diagnostic[] = [];
  try {
    const { summary } = await stack.up({
      continueOnError: true,
      ...policies,
      ...(signal === undefined ? {} : { signal }),
      onEvent: (event) => {
        const step = readEngineEvent(event);
        if (step === undefined) return;
        if (step.kind === "diagnostic" && step.severity === "error") errors.push(step);
        progress(step);
      },
    });
    return Object.values(summary.resourceChanges ?? {}).reduce((sum, count) => sum + (count ?? 0), 0);
  } catch (error) {
    // The engine has said what is wrong by its diagnostics; the library's error repeats them with a command line around.
    throw errors.length === 0 ? error : new DeploymentFailed(errors);
  }
}
