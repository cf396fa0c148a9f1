import type { EventType } from "../catalog/event-types.ts";
import { isExact, parsePayload } from "../catalog/payloads/index.ts";
import { printable } from "../text/printable.ts";
import type { DeadLetters, KeptBecause } from "./dead-letters.ts";
import type { Delivery, Outcome } from "./delivery.ts";
import { type Element, readElement } from "./envelope.ts";
import type { ReceivedEvent } from "./event.ts";
import type { RegisteredHandler } from "./handler.ts";
import type { Claim, DeferredEvent, Inbox, InboxKey, Lease } from "./inbox.ts";
import { endJob, type Job, jobFor, noMessages, outcomesOf } from "./job.ts";
import { keepEvent } from "./keep-event.ts";
import { KeyedMap } from "./keyed-map.ts";
import { type Logger, reasonOf } from "./log.ts";
import { duplicate, handled, heldElsewhere, retryDelay, takenOver, unhandled } from "./outcomes.ts";
import { type Failure, runHandler } from "./run-handler.ts";
import { countOutcome, isCounting, isTelemetryOn } from "./telemetry.ts";

export interface ProcessorOptions {
  readonly receiver: string;
  readonly handlers: ReadonlyMap<string, readonly RegisteredHandler[]>;
  readonly inbox: Inbox;
  readonly log: Logger;
  readonly leaseMilliseconds: number;
  /** After this many failed runs of a deferred event, it is kept as a dead letter. */
  readonly maximumAttempts: number;
  /** Whether logs may have texts of payloads. */
  readonly logPayloads: boolean;
}

type EventElement = Element & { readonly kind: "event" };

/** A job whose handler the inbox let run. */
type Held = Job & { readonly lease: Lease };

export interface Processing {
  readonly jobs: readonly Job[];
  /** What needed no handler: event types without one, and bad elements, which are kept. */
  readonly settled: readonly Outcome[];
}

/** Gives events to handlers: at least once each, and in this process never twice at the same time. */
export interface Processor {
  /** A promise only where an event has to be kept: a turn of the queue of microtasks costs as much as a small event. */
  begin(elements: readonly Element[], delivery: Delivery, deadLetters: DeadLetters): Processing | Promise<Processing>;
  /** Runs the handler of an event that the inbox answers for. */
  resume(event: DeferredEvent, deadLetters: DeadLetters): Promise<void>;
  /** Stores the event in the inbox, so that the sender need not deliver it again. False if that was not possible. */
  defer(job: Job): Promise<boolean>;
  /** Waits until nothing runs, at most `milliseconds`; then aborts what still runs. True if nothing had to be aborted. */
  drain(milliseconds: number): Promise<boolean>;
}

/** `soon.then(run)` runs it after what runs now. Cheaper than `queueMicrotask`, which makes a resource of Node's hooks. */
const soon = Promise.resolve();

export function createProcessor(options: ProcessorOptions): Processor {
  const { receiver, handlers, inbox, log, leaseMilliseconds } = options;
  const running = new KeyedMap<Job>();
  const stop = new AbortController();
  let renewal: NodeJS.Timeout | undefined;
  /** What begins or ends in the same turn of the event loop costs one request or transaction of the inbox. */
  let starting: Job[] = [];
  let ending: Held[] = [];

  const finish = (job: Job, outcome: Outcome, counting = true): void => {
    if (job.ended !== undefined) return;
    running.remove(job);
    if (counting) countOutcome(receiver, job.registered.name, job.event.type, outcome);
    endJob(job, outcome);
  };
  const inboxFailed = (job: Job, error: unknown, busy = false): void => {
    const reason = `the inbox failed: ${reasonOf(error)}`;
    log.error({ receiver, handler: job.registered.name }, reason);
    finish(job, { kind: "retry", reason, busy });
  };

  /** One timer renews the leases of all jobs: most end long before their first renewal. */
  const renewLeases = (): void => {
    const now = performance.now();
    if (running.size === 0) {
      clearInterval(renewal);
      renewal = undefined;
    }
    for (const job of running.values()) {
      if (job.lease === undefined || job.renewAt > now) continue;
      job.renewAt = now + leaseMilliseconds / 3;
      inbox.extend(job.lease, leaseMilliseconds).then(
        (still) => {
          if (!still && job.ended === undefined) {
            job.aborting ??= new AbortController();
            job.aborting.abort(new Error("another process has taken over this event"));
          }
        },
        // The lease may still be good: the next renewal shows.
        (error: unknown) => log.warn({ receiver, reason: reasonOf(error) }, "could not renew a lease"),
      );
    }
  };

  const complete = (job: Held, outcome: Outcome): void => {
    if (ending.length === 0) void soon.then(recordEnding);
    job.ending = outcome;
    ending.push(job);
  };
  const recordEnding = async (): Promise<void> => {
    const group = ending;
    const recording = inbox.complete(group);
    ending = [];
    try {
      const recorded = await recording;
      const counting = isCounting();
      for (let index = 0; index < group.length; index += 1) {
        const job = group[index];
        if (job !== undefined) finish(job, recorded[index] === true ? (job.ending ?? handled) : takenOver, counting);
      }
    } catch (error) {
      for (const job of group) inboxFailed(job, error);
    }
  };

  const giveUp = async (job: Held, lease: Lease, because: KeptBecause, reason: string): Promise<void> => {
    const { element, delivery, deadLetters, registered } = job;
    const givenUp = { element, because, reason, handlers: [registered.name] };
    const kept = await keepEvent(givenUp, delivery, { receiver, log, deadLetters });
    if (kept.kind === "kept") {
      // What a handler wrote before it failed is not sent.
      job.messages = noMessages;
      return complete(job, kept);
    }
    await inbox.release([lease], retryDelay(lease.attempt));
    finish(job, kept);
  };
  const settleFailure = async (job: Held, lease: Lease, failure: Failure): Promise<void> => {
    try {
      if (failure.kind === "never") return await giveUp(job, lease, failure.because, failure.reason);
      if (job.deferred && lease.attempt >= options.maximumAttempts) {
        const reason = `failed ${lease.attempt} times; the last time: ${failure.reason}`;
        return await giveUp(job, lease, "too-many-attempts", reason);
      }
      await inbox.release([lease], retryDelay(lease.attempt));
      finish(job, { kind: "retry", reason: failure.reason, busy: false });
    } catch (error) {
      inboxFailed(job, error);
    }
  };
  const signalOf = (job: Job): AbortSignal => {
    job.aborting ??= new AbortController();
    return AbortSignal.any([job.aborting.signal, stop.signal]);
  };
  const surroundings = { traced: false, inbox, log, receiver, signalOf, logPayloads: options.logPayloads };
  const tracedSurroundings = { ...surroundings, traced: true };
  const run = (job: Job, lease: Lease, renewAt: number, traced: boolean): void => {
    job.lease = lease;
    job.renewAt = renewAt;
    renewal ??= setInterval(renewLeases, leaseMilliseconds / 12).unref();
    runHandler(job, lease, traced ? tracedSurroundings : surroundings, (result) => {
      // It has a lease from here on.
      if (result.kind === "succeeded") complete(job as Held, handled);
      else void settleFailure(job as Held, lease, result);
    });
  };

  const start = (job: Job): void => {
    if (starting.length === 0) void soon.then(startGroup);
    starting.push(job);
  };
  /** Asks the inbox for all of them at once, and runs what it gives. */
  const startGroup = async (): Promise<void> => {
    const jobs = starting;
    starting = [];
    let claims: readonly Claim[];
    try {
      claims = await inbox.claim(jobs, leaseMilliseconds);
    } catch (error) {
      // No handler has run: the event is not at fault, and must not become poison for it.
      for (const job of jobs) inboxFailed(job, error, true);
      return;
    }
    const renewAt = performance.now() + leaseMilliseconds / 3;
    const traced = isTelemetryOn();
    for (let index = 0; index < jobs.length; index += 1) {
      const job = jobs[index];
      const given = claims[index];
      if (job === undefined) continue;
      if (given?.kind === "claimed") run(job, given.lease, renewAt, traced);
      else if (given?.kind === "done") finish(job, duplicate);
      else if (given?.kind === "held") finish(job, heldElsewhere);
      else inboxFailed(job, new Error("it did not answer for every key"));
    }
  };

  /** The event with its payload as its type describes it; a sentence if the payload is something else. */
  const parsed = ({ event }: EventElement): ReceivedEvent | string => {
    // Only types of the catalog have handlers.
    if (isExact(event.type as EventType, event.data)) return event;
    const result = parsePayload(event.type as EventType, event.data);
    if (!result.success) return `the payload is not that of ${event.type}: ${result.problems.join("; ")}`;
    return { ...event, data: result.data };
  };

  return {
    begin(elements, delivery, deadLetters) {
      const kept: Promise<Outcome>[] = [];
      const settled: Outcome[] = [];
      const jobs: Job[] = [];
      const keep = (element: Element, because: KeptBecause, reason: string, names: readonly string[]): void => {
        kept.push(keepEvent({ element, because, reason, handlers: names }, delivery, { receiver, log, deadLetters }));
      };
      for (const element of elements) {
        if (element.kind === "bad") {
          keep(element, "not-an-event", element.reason, []);
          continue;
        }
        const interested = handlers.get(element.event.type);
        if (interested === undefined) {
          settled.push(unhandled);
          continue;
        }
        const event = parsed(element);
        if (typeof event === "string") {
          keep(
            element,
            "invalid-payload",
            event,
            interested.map(({ name }) => name),
          );
          continue;
        }
        for (const handler of interested) {
          if (event.replayOf !== undefined && !event.replayOf.handlers.includes(handler.name)) continue;
          const job = jobFor(handler, { element, event, delivery, deadLetters });
          // At once, so that a duplicate in this batch or in another one joins it.
          const known = running.add(job, job);
          jobs.push(known ?? job);
          if (known === undefined) start(job);
        }
      }
      const begun = (): Processing => {
        for (const outcome of settled) countOutcome(receiver, "none", "unknown", outcome);
        return { jobs, settled };
      };
      if (kept.length === 0) return begun();
      return Promise.all(kept).then((outcomes) => {
        settled.push(...outcomes);
        return begun();
      });
    },
    async resume({ key, body, subscription }, deadLetters) {
      const element = readElement(JSON.parse(body), () => body);
      const delivery = { subscription, deliveryCount: undefined };
      const handler = (element.kind === "event" ? (handlers.get(element.event.type) ?? []) : []).find(
        ({ recordName }) => recordName === key.handler,
      );
      const event = handler === undefined || element.kind === "bad" ? "no handler" : parsed(element);
      if (handler !== undefined && element.kind === "event" && typeof event !== "string") {
        const job = jobFor(handler, { element, event, delivery, deadLetters });
        job.deferred = true;
        if (running.add(job, job) !== undefined) return;
        start(job);
        await outcomesOf([job]);
        return;
      }
      await leaveToOthers(key, element, delivery, deadLetters);
    },
    async defer(job) {
      const { handler, source, id, element, delivery, lease } = job;
      if (!inbox.durable || lease === undefined) return false;
      const stored = { key: { handler, source, id }, body: element.text(), subscription: delivery.subscription };
      job.deferred = await inbox.defer(lease, stored).catch(() => false);
      return job.deferred;
    },
    async drain(milliseconds) {
      const done = (await outcomesOf([...running.values()], milliseconds)) !== undefined;
      if (!done) stop.abort(new Error("the process stops"));
      return done;
    },
  };

  /** A deferred event without a handler. Another version of the code may have the handler, so it is not given up at once. */
  async function leaveToOthers(
    key: InboxKey,
    element: Element,
    delivery: Delivery,
    deadLetters: DeadLetters,
  ): Promise<void> {
    const [given] = await inbox.claim([key], leaseMilliseconds);
    if (given?.kind !== "claimed") return;
    const { lease } = given;
    const reason = `the handler ${key.handler} does not exist any more, or does not accept the event any more`;
    log.error({ receiver, event: printable(key.id, 200), attempt: lease.attempt }, reason);
    const givenUp = { element, because: "too-many-attempts", reason, handlers: [key.handler] } as const;
    const kept =
      lease.attempt >= options.maximumAttempts
        ? await keepEvent(givenUp, delivery, { receiver, log, deadLetters })
        : unhandled;
    if (kept.kind === "kept") await inbox.complete([{ lease, messages: [] }]);
    else await inbox.release([lease], retryDelay(lease.attempt));
  }
}
