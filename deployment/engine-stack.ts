import {
  type EngineEvent,
  LocalWorkspace,
  PulumiCommand,
  Stack,
  StackNotFoundError,
} from "@pulumi/pulumi/automation/index.js";
import type { Attempt, Operation, Steps } from "./attempt.ts";
import { conflictIn } from "./conflict.ts";
import { type Engine, enginePath } from "./engine.ts";
import { readEngineEvent } from "./engine-event.ts";
import { reasonsOf } from "./reasons.ts";

export interface EngineStackSettings {
  readonly repository: string;
  readonly engine: Engine;
  /** The project's folder with the stack's file in it. */
  readonly folder: string;
  /** `prod-support`, or with an organization in front. */
  readonly stack: string;
}

export interface AttemptOptions {
  /** Only look at what would change. */
  readonly preview: boolean;
  /** How many subscriptions a stack would get that is not there yet, which the engine cannot preview. */
  readonly planned: readonly string[];
  readonly policyPacks: readonly string[];
  readonly policyPackConfigs: readonly string[];
  /** Stops the engine as Ctrl-C does: what it writes at the moment is finished. */
  readonly signal: AbortSignal;
}

/**
 * A stack on the engine as the user has set it up: backend, login, secrets and plugins are those of `pulumi login` and
 * the environment.
 */
export async function engineStack({ repository, engine, folder, stack }: EngineStackSettings): Promise<Stack> {
  const path = enginePath(repository, engine);
  // The Automation API looks for its command on the PATH of this process.
  process.env["PATH"] = path;
  const workspace = await LocalWorkspace.create({
    workDir: folder,
    pulumiCommand: await PulumiCommand.get({ skipVersionCheck: true }),
    envVars: { PATH: path, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  // Each command names its stack. To select one would only leave a file in the user's home for a folder that goes away.
  workspace.selectStack = () => Promise.resolve();
  return Stack.select(stack, workspace);
}

/**
 * Previews a stack, and then, unless that was all, deploys it: what a policy refuses, or the program, is refused before
 * anything is written. A stack that is not there is made. Never throws.
 */
export async function attemptOn(stack: Stack, options: AttemptOptions): Promise<Attempt> {
  let created = false;
  let heard: Heard = { steps: new Map(), errors: [] };
  const run = (operation: "preview" | "up"): Promise<unknown> => {
    heard = { steps: new Map(), errors: [] };
    return runEngine(stack, operation, options, heard);
  };
  let steps: Steps = new Map();
  try {
    try {
      await run("preview");
    } catch (error) {
      if (!(error instanceof StackNotFoundError)) throw error;
      created = true;
      // The engine can preview only what is there.
      if (options.preview)
        return { kind: "done", created, steps: new Map(options.planned.map((name) => [name, "create"])) };
      await stack.workspace.createStack(stack.name);
      await run("preview");
    }
    if (!options.preview) {
      const deploying = run("up");
      steps = heard.steps;
      await deploying;
    }
    return { kind: "done", created, steps: heard.steps };
  } catch (error) {
    if (options.signal.aborted) return { kind: "stopped", created, steps };
    const reason = conflictIn(error, heard.errors);
    if (reason !== undefined) return { kind: "conflict", created, steps, reason };
    return { kind: "failed", created, steps, reasons: reasonsOf(error, heard.errors) };
  }
}

/** What the engine said so far. */
interface Heard {
  readonly steps: Map<string, Operation>;
  readonly errors: string[];
}

/** How long an engine gets to say that it has heard a Ctrl-C, in milliseconds. */
const hearing = 1_000;

async function runEngine(
  stack: Stack,
  operation: "preview" | "up",
  { policyPacks, policyPackConfigs, signal }: AttemptOptions,
  { steps, errors }: Heard,
): Promise<void> {
  signal.throwIfAborted();
  let interrupted = false;
  const interrupt = new AbortController();
  // A terminal sends Ctrl-C to the engines too, and the second one they take to mean "at once, whatever is left behind".
  const onAbort = (): void => {
    setTimeout(() => {
      if (!interrupted) interrupt.abort();
    }, hearing);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  const options = {
    policyPacks: [...policyPacks],
    policyPackConfigs: [...policyPackConfigs],
    signal: interrupt.signal,
    onEvent: (event: EngineEvent): void => {
      if (event.stdoutEvent?.message.includes("^C received") === true) interrupted = true;
      const step = readEngineEvent(event);
      if (step?.kind === "diagnostic" && step.severity === "error") errors.push(step.message);
      if (step?.kind !== "step" || step.failed || !step.type.startsWith("azure-native:")) return;
      const done = operationOf(step.operation);
      if (done !== undefined) steps.set(step.name, done);
    },
  };
  try {
    await (operation === "up" ? stack.up(options) : stack.preview(options));
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** The engine tells a replacement in three steps. */
function operationOf(step: string): Operation | undefined {
  if (step === "create" || step === "update" || step === "delete" || step === "same") return step;
  return step.includes("replace") ? "replace" : undefined;
}
