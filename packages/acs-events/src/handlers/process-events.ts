import type { EventType } from "../catalog/event-types.ts";
import { parsePayload } from "../catalog/payloads/index.ts";
import { printable } from "../text/printable.ts";
import type { DeadLetters, KeptBecause } from "./dead-letters.ts";
import type { Delivery, Outcome } from "./delivery.ts";
import { type Element, readElement } from "./envelope.ts";
import type { ReceivedEvent } from "./event.ts";
import { groupedCalls } from "./grouped-calls.ts";
import type { RegisteredHandler } from "./handler.ts";
import type { Claim, Completion, DeferredEvent, Inbox, InboxKey, Lease } from "./inbox.ts";
import { type Logger, reasonOf } from "./log.ts";
import { runHandler } from "./run-handler.ts";

export interface ProcessorOptions {
  readonly receiver: string;
  readonly handlers: ReadonlyMap<string, readonly RegisteredHandler[]>;
  readonly inbox: Inbox;
  readonly log: Logger;
  readonly leaseMilliseconds: number;
  /** After so many failed runs of a deferred event, it is kept as a dead letter. */
  readonly maximumAttempts: number;
}

/** The work on one element: one job for each handler that takes its type. */
export interface Job {
  readonly element: Element & { readonly kind: "event" };
  readonly handler: RegisteredHandler;
  readonly key: InboxKey;
  readonly outcome: Promise<Outcome>;
  /** Stores the event in the inbox, so that the sender need not deliver it again. False if that was not possible. */
  defer(): Promise<boolean>;
}

export interface Processing {
  /** What runs, or is asked of the inbox. */
  readonly jobs: readonly Job[];
  /** What needed no handler: event types without one, and bad elements, which are kept. */
  readonly settled: readonly Outcome[];
}

/** Gives events to handlers: at least once each, and in this process never twice at the same time. */
export interface Processor {
  begin(elements: readonly Element[], delivery: Delivery, deadLetters: DeadLetters): Promise<Processing>;
  /** Runs the handler of an event that the inbox answers for. */
  resume(event: DeferredEvent, deadLetters: DeadLetters): Promise<void>;
  /** Waits until nothing runs, at most `milliseconds`; then aborts what still runs. True if nothing had to be aborted. */
  drain(milliseconds: number): Promise<boolean>;
}

interface Prepared {
  readonly element: Element & { readonly kind: "event" };
  readonly event: ReceivedEvent;
  readonly handler: RegisteredHandler;
  readonly key: InboxKey;
}

export function createProcessor(options: ProcessorOptions): Processor {
  const { receiver, handlers, inbox, log, leaseMilliseconds } = options;
  const running = new Map<string, Job>();
  const claim = groupedCalls((keys: readonly InboxKey[]) => inbox.claim(keys, leaseMilliseconds));
  const completeTogether = groupedCalls(inbox.complete);
  const complete = async (completion: Completion): Promise<boolean> =>
    (await completeTogether([completion]))[0] === true;
  const stop = new AbortController();

  const keep = async (
    element: Element,
    delivery: Delivery,
    deadLetters: DeadLetters,
    because: KeptBecause,
    reason: string,
    names: readonly string[],
  ): Promise<Outcome> => {
    const id = element.kind === "event" ? element.event.id : element.id;
    const type = element.kind === "event" ? element.event.type : element.type;
    const shown = { receiver, because, event: id && printable(id), type: type && printable(type) };
    try {
      await deadLetters.keep({
        because,
        reason,
        keptAt: new Date().toISOString(),
        receiver,
        handlers: names,
        subscription: delivery.subscription,
        eventId: id,
        eventType: type,
        deliveryCount: delivery.deliveryCount,
        body: element.text(),
      });
    } catch (error) {
      const problem = `an event that cannot be handled could not be kept either: ${reasonOf(error)}`;
      log.error(shown, problem);
      return { kind: "retry", reason: problem, busy: false };
    }
    log.warn({ ...shown, reason }, "kept as a dead letter");
    return { kind: "kept", reason };
  };

  const prepare = (element: Element & { readonly kind: "event" }): readonly Prepared[] | string => {
    const { event } = element;
    const parsed = parsePayload(event.type as EventType, event.data);
    if (!parsed.success) return `the payload is not that of ${event.type}: ${parsed.problems.join("; ")}`;
    const typed = { ...event, data: parsed.data };
    return (handlers.get(event.type) ?? []).map((handler) => ({
      element,
      event: typed,
      handler,
      key: { handler: `${receiver}/${handler.name}`, source: event.source, id: event.id },
    }));
  };

  const settle = async (
    one: Prepared,
    lease: Lease,
    delivery: Delivery,
    deadLetters: DeadLetters,
    job: { deferred: boolean },
  ) => {
    const lost = new AbortController();
    const renewal = setInterval(() => {
      inbox.extend(lease, leaseMilliseconds).then(
        (still) => still || lost.abort(new Error("another process has taken over this event")),
        // The lease may still be good; the next renewal shows.
        (error: unknown) => log.warn({ receiver, reason: reasonOf(error) }, "could not renew a lease"),
      );
    }, leaseMilliseconds / 3);
    const giveUp = async (because: KeptBecause, reason: string): Promise<Outcome> => {
      const kept = await keep(one.element, delivery, deadLetters, because, reason, [one.handler.name]);
      if (kept.kind === "kept") await complete({ lease, messages: [] });
      else await inbox.release([lease], retryDelay(lease.attempt));
      return kept;
    };
    try {
      const signal = AbortSignal.any([lost.signal, stop.signal]);
      const result = await runHandler({ ...one, lease, inbox, signal, log, receiver, delivery });
      if (result.kind === "succeeded") {
        return (await complete({ lease, messages: result.messages })) ? handled : takenOver;
      }
      if (result.kind === "never") return await giveUp(result.because, result.reason);
      if (job.deferred && lease.attempt >= options.maximumAttempts) {
        return await giveUp("too-many-attempts", `failed ${lease.attempt} times; the last time: ${result.reason}`);
      }
      await inbox.release([lease], retryDelay(lease.attempt));
      return { kind: "retry", reason: result.reason, busy: false } as const;
    } finally {
      clearInterval(renewal);
    }
  };

  /** Begins a job. It counts as running at once, before the inbox has answered, so that a duplicate joins it. */
  const start = (
    one: Prepared,
    claimed: Promise<Claim>,
    delivery: Delivery,
    deadLetters: DeadLetters,
    deferred = false,
  ): Job => {
    const text = textOf(one.key);
    const state: { lease: Lease | undefined; deferred: boolean } = { lease: undefined, deferred };
    const run = async (): Promise<Outcome> => {
      try {
        const given = await claimed;
        if (given.kind === "done") return { kind: "duplicate" };
        if (given.kind === "held") return { kind: "retry", reason: "another process works on this event", busy: true };
        state.lease = given.lease;
        return await settle(one, given.lease, delivery, deadLetters, state);
      } catch (error) {
        const reason = `the inbox failed: ${reasonOf(error)}`;
        log.error({ receiver, handler: one.handler.name }, reason);
        return { kind: "retry", reason, busy: false };
      } finally {
        running.delete(text);
      }
    };
    const job: Job = {
      element: one.element,
      handler: one.handler,
      key: one.key,
      outcome: run(),
      async defer() {
        if (!inbox.durable || state.lease === undefined) return false;
        const event = { key: one.key, body: one.element.text(), subscription: delivery.subscription };
        state.deferred = await inbox.defer(state.lease, event).catch(() => false);
        return state.deferred;
      },
    };
    running.set(text, job);
    return job;
  };

  return {
    async begin(elements, delivery, deadLetters) {
      const settled: Promise<Outcome>[] = [];
      const jobs: Job[] = [];
      const wanted: Prepared[] = [];
      for (const element of elements) {
        if (element.kind === "bad") {
          settled.push(keep(element, delivery, deadLetters, "not-an-event", element.reason, []));
        } else if (!handlers.has(element.event.type)) {
          settled.push(Promise.resolve({ kind: "unhandled" }));
        } else {
          const prepared = prepare(element);
          if (typeof prepared === "string") {
            const names = (handlers.get(element.event.type) ?? []).map(({ name }) => name);
            settled.push(keep(element, delivery, deadLetters, "invalid-payload", prepared, names));
          } else {
            wanted.push(...prepared);
          }
        }
      }
      const fresh: Prepared[] = [];
      const seen = new Set<string>();
      for (const one of wanted) {
        const text = textOf(one.key);
        const known = running.get(text);
        // The same event twice in one batch is one job.
        if (known !== undefined) jobs.push(known);
        else if (!seen.has(text)) fresh.push(one);
        seen.add(text);
      }
      if (fresh.length > 0) {
        const claims = claim(fresh.map(({ key }) => key));
        for (const [index, one] of fresh.entries()) {
          jobs.push(start(one, claimAt(claims, index), delivery, deadLetters));
        }
      }
      return { jobs, settled: await Promise.all(settled) };
    },
    async resume({ key, body, subscription }, deadLetters) {
      const element = readElement(JSON.parse(body), () => body);
      const prepared = element.kind === "event" && handlers.has(element.event.type) ? prepare(element) : [];
      const wanted = typeof prepared === "string" ? [] : prepared;
      const one = wanted.find(({ handler }) => `${receiver}/${handler.name}` === key.handler);
      const delivery = { subscription, deliveryCount: undefined };
      if (one === undefined) {
        // Another version of the code may still have this handler, so it is not given up at once.
        const given = await claimAt(claim([key]), 0);
        if (given.kind !== "claimed") return;
        const reason = `the handler ${key.handler} does not exist any more, or does not accept the event any more`;
        log.error({ receiver, event: printable(key.id), attempt: given.lease.attempt }, reason);
        const giveUp = given.lease.attempt >= options.maximumAttempts;
        const kept = giveUp && (await keep(element, delivery, deadLetters, "too-many-attempts", reason, [key.handler]));
        if (kept && kept.kind === "kept") await complete({ lease: given.lease, messages: [] });
        else await inbox.release([given.lease], retryDelay(given.lease.attempt));
      } else if (!running.has(textOf(one.key))) {
        await start(one, claimAt(claim([one.key]), 0), delivery, deadLetters, true).outcome;
      }
    },
    async drain(milliseconds) {
      const idle = Promise.all([...running.values()].map(({ outcome }) => outcome)).then(() => true);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), milliseconds);
      });
      const done = await Promise.race([idle, late]);
      clearTimeout(timer);
      if (!done) stop.abort(new Error("the process stops"));
      return done;
    },
  };
}

const handled: Outcome = { kind: "handled" };
const takenOver: Outcome = { kind: "retry", reason: "another process has taken over this event", busy: true };

async function claimAt(claims: Promise<readonly Claim[]>, index: number): Promise<Claim> {
  const claim = (await claims)[index];
  if (claim === undefined) throw new Error("the inbox did not answer for every key");
  return claim;
}

/** 5 seconds after the first failure, twice as long after each further one, at most 10 minutes. */
function retryDelay(attempt: number): number {
  return Math.min(5_000 * 2 ** (attempt - 1), 600_000);
}

function textOf({ handler, source, id }: InboxKey): string {
  return `${handler}\n${source.length}\n${source.toLowerCase()}\n${id}`;
}
