import { type EngineEvent, LocalWorkspace, PulumiCommand, Stack, StackNotFoundError } from "../engine/automation.ts";
import { type Engine, engineVariables } from "../engine/engine.ts";
import { readEngineEvent } from "../engine/engine-event.ts";
import { skipOutputs } from "../engine/rehearsal-stack.ts";
import type { Attempt, Operation, Steps } from "./attempt.ts";
import { passingFailure } from "./passing-failure.ts";
import { reasonsOf } from "./reasons.ts";

/**
 * `preview`: only look at what would change. `update`: look first, so that what a policy refuses, or the program, is
 * refused before anything is written, as `pulumi up` does. `update-at-once`: as `pulumi up --skip-preview`.
 */
export type Mode = "preview" | "update" | "update-at-once";

export interface AttemptOptions {
  readonly mode: Mode;
  /** How many subscriptions a stack would get that is not there yet, which the engine cannot preview. */
  readonly planned: readonly string[];
  readonly policyPacks: readonly string[];
  readonly policyPackConfigs: readonly string[];
  /** Stops the engine as Ctrl-C does: what it writes at the moment is finished. */
  readonly signal: AbortSignal;
}

/**
 * @param folder the project with the stack's file in it.
 * @param stack `prod-support`, or with an organization in front.
 * @param secretsProvider what the stack's file says, which `pulumi stack init` would not look at.
 */
export type OpenStack = (folder: string, stack: string, secretsProvider?: string) => Promise<Stack>;

/**
 * Opens stacks on the engine as the user has set it up: backend, login, secrets and plugins are those of `pulumi login`
 * and the environment. Whether there is such a stack shows when it is used.
 */
export async function stackOpener(repository: string, engine: Engine): Promise<OpenStack> {
  const variables = engineVariables(repository, engine);
  // The Automation API looks for its command on the PATH of this process.
  process.env["PATH"] = variables.PATH;
  const pulumiCommand = await PulumiCommand.get({ skipVersionCheck: true });
  const envVars = { ...variables, PULUMI_SKIP_UPDATE_CHECK: "true" };
  return async (folder, stack, secretsProvider) => {
    const workspace = await LocalWorkspace.create({
      workDir: folder,
      pulumiCommand,
      envVars,
      ...(secretsProvider === undefined ? {} : { secretsProvider }),
    });
    // Each command names its stack; to select one would leave a file in the user's home for a folder that is removed.
    workspace.selectStack = () => Promise.resolve();
    return Stack.select(stack, workspace);
  };
}

/** Deploys a stack, or previews it. A stack that is not there is made, unless it is a preview. Never throws. */
export async function attemptOn(stack: Stack, options: AttemptOptions): Promise<Attempt> {
  const { mode, planned, signal } = options;
  skipOutputs(stack);
  let created = false;
  let heard: Heard = { steps: new Map(), errors: [] };
  // What a preview says before an update would be done has not been done.
  let steps: Steps = new Map();
  const run = (operation: "preview" | "up"): Promise<void> => {
    heard = { steps: new Map(), errors: [] };
    if (operation === "up" || mode === "preview") steps = heard.steps;
    return runEngine(stack, operation, options, heard);
  };
  const deploy = async (): Promise<void> => {
    if (mode !== "update-at-once") await run("preview");
    if (mode !== "preview") await run("up");
  };
  try {
    try {
      await deploy();
    } catch (error) {
      if (!(error instanceof StackNotFoundError)) throw error;
      created = true;
      // The engine can preview only what is there.
      if (mode === "preview") {
        return { kind: "done", created, steps: new Map(planned.map((name) => [name, "create"])) };
      }
      await stack.workspace.createStack(stack.name);
      await deploy();
    }
    return { kind: "done", created, steps };
  } catch (error) {
    if (signal.aborted) return { kind: "stopped", created, steps };
    const passing = passingFailure(error, heard.errors);
    if (passing !== undefined) return { kind: "conflict", created, steps, ...passing };
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

/** The engine reports a replacement as three steps. */
function operationOf(step: string): Operation | undefined {
  if (step === "create" || step === "update" || step === "delete" || step === "same") return step;
  return step.includes("replace") ? "replace" : undefined;
}
