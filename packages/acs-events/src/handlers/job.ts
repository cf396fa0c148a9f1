import type { DeadLetters } from "./dead-letters.ts";
import type { Delivery, Outcome } from "./delivery.ts";
import type { Element } from "./envelope.ts";
import type { ReceivedEvent } from "./event.ts";
import type { RegisteredHandler } from "./handler.ts";
import type { InboxKey, Lease } from "./inbox.ts";
import { sharedSource } from "./inbox-key.ts";
import type { OutboxMessage } from "./outbox.ts";

/**
 * One handler for one event: the inbox is asked whether it may run, it runs, or it has ended. It is the key that the
 * inbox is asked for, and what is recorded at its end, since there is one for each event.
 */
export interface Job extends InboxKey {
  readonly element: Element & { readonly kind: "event" };
  /** The event with its payload as its type describes it. */
  readonly event: ReceivedEvent;
  readonly registered: RegisteredHandler;
  readonly delivery: Delivery;
  readonly deadLetters: DeadLetters;
  lease: Lease | undefined;
  /** When the lease is renewed next, by the clock of `performance.now`. */
  renewAt: number;
  /** Whether the inbox has the event, and so this process answers for it. */
  deferred: boolean;
  /** Made when a handler asks for its signal. */
  aborting: AbortController | undefined;
  /** The outcome, as soon as the inbox has recorded it. */
  ending: Outcome | undefined;
  ended: Outcome | undefined;
  /** Who waits for the outcome; mostly one. */
  listener: (() => void) | undefined;
  /** The outbox messages that the handler has added. */
  messages: readonly OutboxMessage[];
}

/** What most handlers add to the outbox. */
export const noMessages: readonly OutboxMessage[] = Object.freeze([]);

export function jobFor(
  registered: RegisteredHandler,
  from: Pick<Job, "element" | "event" | "delivery" | "deadLetters">,
): Job {
  const { element, event, delivery, deadLetters } = from;
  return {
    handler: registered.recordName,
    source: sharedSource(event.source),
    // A dead letter's record says that the event is done with: a replay has a record of its own.
    id: event.replayOf === undefined ? event.id : `${event.id} ${event.replayOf.key}`,
    element,
    event,
    registered,
    delivery,
    deadLetters,
    lease: undefined,
    renewAt: 0,
    deferred: false,
    aborting: undefined,
    ending: undefined,
    ended: undefined,
    listener: undefined,
    messages: noMessages,
  };
}

/** Ends a job: everybody who waits for it is notified. */
export function endJob(job: Job, outcome: Outcome): void {
  job.ended = outcome;
  job.listener?.();
}

const notEnded: Outcome = { kind: "retry", reason: "the handler has not ended yet", busy: true };

/**
 * The outcomes of all jobs; undefined if they have not all ended after `milliseconds`. One promise for all of them: a
 * batch has many jobs.
 */
export function outcomesOf(jobs: readonly Job[], milliseconds?: number): Promise<readonly Outcome[] | undefined> {
  return new Promise((resolve) => {
    let open = 0;
    let timer: NodeJS.Timeout | undefined;
    const done = (): void => {
      clearTimeout(timer);
      resolve(jobs.map((job) => job.ended ?? notEnded));
    };
    const ended = (): void => {
      open -= 1;
      if (open === 0) done();
    };
    for (const job of jobs) {
      if (job.ended !== undefined) continue;
      open += 1;
      const { listener } = job;
      job.listener =
        listener === undefined
          ? ended
          : () => {
              listener();
              ended();
            };
    }
    if (open === 0) {
      done();
    } else if (milliseconds !== undefined) {
      afterThisTurn(() => {
        if (open > 0) timer = setTimeout(resolve, milliseconds, undefined);
      });
    }
  });
}

let waiting: (() => void)[] = [];

/** Most handlers have ended by then: a timer for each event would cost more than they do. */
function afterThisTurn(run: () => void): void {
  if (waiting.length === 0) {
    setImmediate(() => {
      const all = waiting;
      waiting = [];
      for (const one of all) one();
    });
  }
  waiting.push(run);
}
