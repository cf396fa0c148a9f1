import { printable } from "../text/printable.ts";
import type { KeptBecause } from "./dead-letters.ts";
import type { TraceContext } from "./event.ts";
import { EffectDidNotHappen, type HandlerContext, PermanentFailure, UncertainEffect } from "./handler.ts";
import type { Inbox, Lease } from "./inbox.ts";
import { type Job, noMessages } from "./job.ts";
import { type Logger, reasonOf } from "./log.ts";
import type { OutboxMessage } from "./outbox.ts";
import { redactingLogger, redactorOf } from "./redaction.ts";
import { inHandlerSpan } from "./telemetry.ts";

export interface HandlerServices {
  readonly inbox: Inbox;
  readonly log: Logger;
  readonly receiver: string;
  /** Whether anybody collects spans or metrics. */
  readonly traced: boolean;
  /** Asked for only by handlers that use it: an abort signal costs more than a short handler. */
  readonly signalOf: (job: Job) => AbortSignal;
  /** Whether logs and reasons may have what the payload tables do not mark as loggable. */
  readonly logPayloads: boolean;
}

/** What a handler that succeeded has added to the outbox is in its job. */
export type RunResult = { readonly kind: "succeeded" } | Failure;

export type Failure =
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "never"; readonly because: KeptBecause; readonly reason: string };

/** How many messages fit into one transaction of a table together with the record. */
const maximumMessages = 50;

const succeeded: RunResult = { kind: "succeeded" };

/** Runs one handler for one event, in a span of its own if anybody collects spans. Calls `done` once; never throws. */
export function runHandler(job: Job, lease: Lease, around: HandlerServices, done: (result: RunResult) => void): void {
  if (!around.traced) {
    callHandler(job, lease, around, done);
    return;
  }
  void inHandlerSpan(
    job.event,
    { receiver: around.receiver, handler: job.registered.name, attempt: lease.attempt },
    () => new Promise<RunResult>((resolve) => callHandler(job, lease, around, resolve)),
    (result) => (result.kind === "succeeded" ? undefined : result.reason),
  ).then(done);
}

function callHandler(job: Job, lease: Lease, around: HandlerServices, done: (result: RunResult) => void): void {
  job.messages = noMessages;
  const failed = (error: unknown): void => done(failureOf(job, lease, around, error));
  let returned: Promise<void> | void;
  try {
    returned = job.registered.run(job.event, new RunContext(job, lease, around));
  } catch (error) {
    failed(error);
    return;
  }
  if (returned === undefined) done(succeeded);
  else returned.then(() => done(succeeded), failed);
}

function addMessage(job: Job, message: OutboxMessage): void {
  if (job.messages.length === maximumMessages) {
    throw new PermanentFailure(`a handler may add at most ${maximumMessages} outbox messages for one event`);
  }
  job.messages = [...job.messages, message];
}

function failureOf(job: Job, { attempt }: Lease, around: HandlerServices, error: unknown): RunResult {
  const { event, registered } = job;
  const { log, receiver, logPayloads } = around;
  // An error's message often has the value in it that was wrong.
  const reason = logPayloads ? reasonOf(error) : redactorOf(event)(reasonOf(error));
  const fields = {
    receiver,
    handler: registered.name,
    event: printable(event.id, 200),
    type: event.type,
    attempt,
    reason,
  };
  log.error(fields, "a handler failed");
  if (error instanceof UncertainEffect) return { kind: "never", because: "uncertain-effect", reason };
  if (error instanceof PermanentFailure) return { kind: "never", because: "permanent-failure", reason };
  return { kind: "failed", reason };
}

/** A class, since getters of an object literal make each object slow and large, and there is one for each event. */
class RunContext implements HandlerContext {
  readonly #job: Job;
  readonly #lease: Lease;
  readonly #around: HandlerServices;
  constructor(job: Job, lease: Lease, around: HandlerServices) {
    this.#job = job;
    this.#lease = lease;
    this.#around = around;
  }
  get handler(): string {
    return this.#job.registered.name;
  }
  get attempt(): number {
    return this.#lease.attempt;
  }
  get subscription(): string | undefined {
    return this.#job.delivery.subscription;
  }
  get log(): Logger {
    const { log, logPayloads } = this.#around;
    return logPayloads ? log : redactingLogger(log, this.#job.event);
  }
  get trace(): TraceContext | undefined {
    return this.#job.event.trace;
  }
  get signal(): AbortSignal {
    return this.#around.signalOf(this.#job);
  }
  get outbox(): HandlerContext["outbox"] {
    return { add: (message) => addMessage(this.#job, message) };
  }
  get once(): HandlerContext["once"] {
    return (name, effect) => once(this.#around.inbox, this.#lease, name, effect);
  }
}

async function once<R>(inbox: Inbox, lease: Lease, name: string, effect: () => Promise<R>): Promise<R> {
  const state = await inbox.beginEffect(lease, name);
  switch (state.kind) {
    case "done":
      // Written by this function below, from a value of the same effect.
      return (state.result === "" ? undefined : JSON.parse(state.result)) as R;
    case "uncertain":
      throw new UncertainEffect(`the effect "${name}" was begun earlier, and its end was not recorded`);
    case "lost":
      throw new Error("another process has taken over this event");
    case "begun": {
      let result: R;
      try {
        result = await effect();
      } catch (error) {
        if (error instanceof EffectDidNotHappen) await inbox.endEffect(lease, name, undefined);
        throw error;
      }
      await inbox.endEffect(lease, name, JSON.stringify(result) ?? "");
      return result;
    }
  }
}
