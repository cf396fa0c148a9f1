import pLimit from "p-limit";
import type { DeploymentClock } from "../engine/clock.ts";
import type { Attempt, Operation } from "./attempt.ts";
import { backoff } from "./backoff.ts";

/**
 * The deployment of many stacks: those of teams that add to the topic of one environment. A room of its own, since a
 * stack per team is only worth having when nobody has to deploy a hundred of them by hand; it drives the engine for real
 * stacks, where the rehearsal drives it for thrown-away ones.
 */
export interface ManyStacks<S extends StackToDeploy> {
  /** Tries to deploy one stack once. What it throws is the reason why that stack failed. */
  readonly attempt: (stack: S) => Promise<Attempt>;
  /** How many stacks at a time. */
  readonly concurrency: number;
  /** How often a stack is tried that meets conflicts, at most, unless what it met takes more. */
  readonly attempts: number;
  readonly clock: DeploymentClock;
  /** From 0 to 1: keeps stacks that met in a conflict from meeting again. */
  readonly random: () => number;
  /** Starts nothing more and waits for nothing more; what runs is for `attempt` to stop. */
  readonly signal: AbortSignal;
  readonly progress: (step: DeploymentProgress<S>) => void;
}

export interface StackToDeploy {
  readonly stack: string;
}

export type DeploymentProgress<S extends StackToDeploy> = { readonly stack: S } & (
  | { readonly kind: "running"; readonly attempt: number }
  | { readonly kind: "waiting"; readonly attempt: number; readonly milliseconds: number; readonly reason: string }
  | { readonly kind: "finished"; readonly result: StackResult }
);

/** What became of one stack. */
export interface StackResult {
  readonly stack: string;
  /** `stopped`: the whole was interrupted before this one was done. */
  readonly outcome: "done" | "failed" | "stopped";
  /** Whether the stack is new. */
  readonly created: boolean;
  /** How many resources were created, updated and so on, by all attempts together. */
  readonly changes: Readonly<Partial<Record<Operation, number>>>;
  /** 0: it was never begun. */
  readonly attempts: number;
  /** Of work, without the time that it stood in line or waited for others. */
  readonly seconds: number;
  /** Why it failed; empty unless it did. */
  readonly reasons: readonly string[];
}

/**
 * Deploys `stacks`, in their order, a few at a time. One that fails does not hold up the others; one that meets a
 * conflict makes room while it waits, and comes again. Answers in the order of `stacks`; never rejects.
 */
export async function deployStacks<S extends StackToDeploy>(
  stacks: readonly S[],
  options: ManyStacks<S>,
): Promise<readonly StackResult[]> {
  const turn = pLimit(options.concurrency);
  return Promise.all(stacks.map((stack) => deployStack(stack, turn, options)));
}

async function deployStack<S extends StackToDeploy>(
  stack: S,
  turn: ReturnType<typeof pLimit>,
  { attempt, attempts, clock, random, signal, progress }: ManyStacks<S>,
): Promise<StackResult> {
  const steps = new Map<string, Operation>();
  let created = false;
  let milliseconds = 0;
  let begun = 0;

  const finish = (outcome: StackResult["outcome"], reasons: readonly string[] = []): StackResult => {
    const seconds = milliseconds / 1_000;
    const result = { stack: stack.stack, outcome, created, changes: count(steps), attempts: begun, seconds, reasons };
    progress({ kind: "finished", stack, result });
    return result;
  };
  const tried = async (): Promise<Attempt> => {
    const start = clock.now();
    try {
      return await attempt(stack);
    } catch (error) {
      const reasons = [error instanceof Error ? error.message : String(error)];
      return { kind: "failed", reasons, steps: new Map(), created: false };
    } finally {
      milliseconds += clock.now() - start;
    }
  };
  /** One turn, told about while it is this stack's turn: what became of it, or how long to wait for the next one. */
  const once = async (): Promise<StackResult | number> => {
    if (signal.aborted) return finish("stopped");
    begun += 1;
    progress({ kind: "running", stack, attempt: begun });
    const outcome = await tried();
    created ||= outcome.created;
    // What an earlier attempt made is no news to a later one.
    for (const [name, operation] of outcome.steps) {
      if (operation !== "same" || !steps.has(name)) steps.set(name, operation);
    }
    if (outcome.kind === "failed") return finish("failed", outcome.reasons);
    if (outcome.kind !== "conflict") return finish(outcome.kind);
    if (begun >= Math.max(attempts, outcome.attempts ?? 0))
      return finish("failed", [`${outcome.reason}; given up after ${begun} attempts`]);
    if (signal.aborted) return finish("stopped");
    const pause = backoff(begun, random());
    progress({ kind: "waiting", stack, attempt: begun, milliseconds: pause, reason: outcome.reason });
    return pause;
  };

  for (;;) {
    const next = await turn(once);
    if (typeof next !== "number") return next;
    await clock.wait(next, signal);
  }
}

function count(steps: ReadonlyMap<string, Operation>): Partial<Record<Operation, number>> {
  const counts: Partial<Record<Operation, number>> = {};
  for (const operation of steps.values()) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
