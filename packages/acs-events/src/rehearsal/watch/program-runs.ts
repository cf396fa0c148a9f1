import type { Diagnostic, ResourceStep } from "../../engine/rehearsal-stack.ts";
import type { DeployRequest, Planned, ProgramMessage, ProgramPlace, ProgramRequest } from "./messages.ts";
import { startWorker, type WorkerProcess } from "./worker-process.ts";

/** A program that has been planned, in the process that deploys it. */
export interface PlannedProgram {
  readonly plan: Planned;
  /** Deploys one stack. A process deploys once: the next stack needs another. */
  deploy(request: DeployRequest, applied: (counts: AppliedCounts) => void): Promise<DeploymentMessage>;
  end(): Promise<void>;
}

export type AppliedCounts = Pick<Extract<ProgramMessage, { readonly kind: "applied" }>, "resources" | "changed">;

export type DeploymentMessage = Extract<ProgramMessage, { readonly kind: "deployed" | "refused" }>;

/** Processes that run a project's program, one of them started beforehand. */
export interface ProgramRuns {
  /** Rejects, with the whole report, where team files or configuration are wrong. */
  plan(request: ProgramRequest): Promise<PlannedProgram>;
  close(): Promise<void>;
}

export interface ProgramRunsOptions {
  readonly place: ProgramPlace;
  readonly progress: (step: ResourceStep | Diagnostic) => void;
  /** A line that the program printed. */
  readonly printed: (line: string) => void;
}

type Request = ProgramRequest | DeployRequest;

interface Run {
  readonly worker: WorkerProcess<Request>;
  /** Who waits for the next answer. */
  waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;
  applied: (counts: AppliedCounts) => void;
  /** Why it ended before it was asked to. */
  broken: string | undefined;
}

type Answer = Planned | DeploymentMessage;

export function programRuns({ place, progress, printed }: ProgramRunsOptions): ProgramRuns {
  const running = new Set<Run>();
  const start = (): Run => {
    const settle = (use: (waiting: NonNullable<Run["waiting"]>) => void): void => {
      const { waiting } = run;
      run.waiting = undefined;
      if (waiting !== undefined) use(waiting);
    };
    const run: Run = {
      waiting: undefined,
      applied: () => undefined,
      broken: undefined,
      worker: startWorker<Request, ProgramMessage>({
        file: "program-worker",
        args: [JSON.stringify(place)],
        cwd: place.root,
        heard(message) {
          switch (message.kind) {
            case "warm":
              return;
            case "step":
            case "diagnostic":
              return progress(message);
            case "applied":
              return run.applied(message);
            case "mistake":
              return settle(({ reject }) => reject(new Error(message.problem)));
            default:
              return settle(({ resolve }) => resolve(message));
          }
        },
        printed,
        ended(why) {
          running.delete(run);
          run.broken = why ?? "it was ended";
          settle(({ reject }) => reject(new Error(`The program's process failed: ${run.broken}`)));
        },
      }),
    };
    running.add(run);
    return run;
  };
  const ask = (run: Run, request: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (run.broken !== undefined) return reject(new Error(`The program's process failed: ${run.broken}`));
      run.waiting = { resolve, reject };
      run.worker.send(request);
    });
  let warm: Run | undefined = start();
  return Object.freeze({
    async plan(request: ProgramRequest): Promise<PlannedProgram> {
      const run = warm === undefined || warm.broken !== undefined ? start() : warm;
      warm = undefined;
      const end = async (): Promise<void> => {
        await run.worker.end();
      };
      try {
        const plan = (await ask(run, request)) as Planned;
        return {
          plan,
          async deploy(deployment, applied) {
            run.applied = applied;
            return (await ask(run, deployment)) as DeploymentMessage;
          },
          async end() {
            // The next one is started when this one is done, so that the two do not share the processor.
            warm ??= start();
            await end();
          },
        };
      } catch (error) {
        warm ??= start();
        await end();
        throw error;
      }
    },
    async close() {
      await Promise.all([...running].map(({ worker }) => worker.end()));
    },
  });
}

/** Messages of advisory policies, which are reported once and not at every deployment. */
export function adviceToldOnce(): { begin(): void; isNew(step: ResourceStep | Diagnostic): boolean } {
  let before = new Set<string>();
  let now = new Set<string>();
  return {
    begin() {
      before = now;
      now = new Set();
    },
    isNew(step) {
      if (step.kind !== "diagnostic" || step.policy === undefined || step.policy.mandatory) return true;
      const said = `${step.resource ?? ""} ${step.message}`;
      now.add(said);
      return !before.has(said);
    },
  };
}
