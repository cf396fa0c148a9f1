import { type EventType, isEventType } from "../catalog/event-types.ts";
import type { ReceivedEvent, TraceContext, TypedEvent } from "./event.ts";
import type { Logger } from "./log.ts";
import type { OutboxMessage } from "./outbox.ts";

/**
 * What to do with one event. When it returns, the event is recorded as handled. When it throws, the event is delivered
 * again later; `PermanentFailure` says that this would not help. It may run twice for one event if the process ends
 * between the effect and the record: make effects repeatable, or use `context.once` or `context.outbox`.
 */
export type Handler<T extends EventType> = (event: TypedEvent<T>, context: HandlerContext) => Promise<void> | void;

/** Handlers by event type: one function, or several by name. Each named handler has its own record in the inbox. */
export type HandlerMap = {
  readonly [T in EventType]?: Handler<T> | NamedHandlers<T>;
};

export interface NamedHandlers<T extends EventType> {
  readonly [name: string]: Handler<T>;
}

export interface HandlerContext {
  /** The name of this handler. */
  readonly handler: string;
  /** 1 when this handler runs for this event for the first time. */
  readonly attempt: number;
  /** The event subscription that delivered the event, as Azure writes it (in upper case); undefined from a queue. */
  readonly subscription: string | undefined;
  /** Aborted when the process has to stop now, or when another process has taken over this event. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** The trace context that the event carries. */
  readonly trace: TraceContext | undefined;
  /**
   * Runs an effect at most once for this event and handler, and gives its result (which must be JSON) again on later
   * attempts. If the process ends while the effect runs, nobody knows whether it happened: the effect is not repeated,
   * and the event is kept as a dead letter. The effect throws `EffectDidNotHappen` to be allowed another time.
   */
  once<R>(name: string, effect: () => Promise<R>): Promise<R>;
  readonly outbox: {
    /** Adds a message that is stored in one transaction with the record that this event was handled. */
    add(message: OutboxMessage): void;
  };
}

/** Thrown by a handler: this event can never succeed, do not deliver it again. The event is kept as a dead letter. */
export class PermanentFailure extends Error {
  override readonly name: string = "PermanentFailure";
}

/** Thrown by an effect of `context.once`: the effect certainly did not happen, so it may run again. */
export class EffectDidNotHappen extends Error {
  override readonly name = "EffectDidNotHappen";
}

/** An effect of `context.once` was begun earlier and its end was never recorded. */
export class UncertainEffect extends PermanentFailure {
  override readonly name = "UncertainEffect";
}

export interface RegisteredHandler {
  readonly name: string;
  /** The name that the inbox records: with the receiver's, so that receivers can share an inbox. */
  readonly recordName: string;
  readonly type: EventType;
  /** The type of the event was compared with `type` and its payload validated before. */
  run(event: ReceivedEvent, context: HandlerContext): Promise<void> | void;
}

/** Thrown by `receiver` and the hosts: what they were given is wrong. Lists every problem. */
export class HandlersProblem extends Error {
  override readonly name = "HandlersProblem";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

const handlerName = /^[A-Za-z][A-Za-z0-9_.-]{0,62}$/;

/** The name of a handler that is given as a function alone. */
const onlyHandler = "handle";

/**
 * Reads a map of handlers.
 * @throws HandlersProblem for an unknown event type, an invalid name, or a value that is not a function.
 */
export function registeredHandlers(
  receiver: string,
  map: HandlerMap,
): ReadonlyMap<string, readonly RegisteredHandler[]> {
  const problems: string[] = [];
  const registered = new Map<string, readonly RegisteredHandler[]>();
  for (const [type, given] of Object.entries(map)) {
    if (given === undefined) continue;
    if (!isEventType(type)) {
      problems.push(`Unknown event type ${JSON.stringify(type)}. "acs-events catalog" lists the event types.`);
      continue;
    }
    const named: Readonly<Record<string, unknown>> = typeof given === "function" ? { [onlyHandler]: given } : given;
    const handlers: RegisteredHandler[] = [];
    for (const [name, handler] of Object.entries(named)) {
      if (typeof handler !== "function") {
        problems.push(`The handler "${name}" of ${type} is not a function. Write async (event, context) => { … }.`);
      } else if (!handlerName.test(name)) {
        problems.push(
          `Invalid handler name ${JSON.stringify(name)}: a letter, then at most 62 letters, digits, "_", "." or "-".`,
        );
      } else {
        // The map's type ties each handler to the event type of its key; a loop over the keys cannot express that.
        handlers.push({ name, recordName: `${receiver}/${name}`, type, run: handler as RegisteredHandler["run"] });
      }
    }
    if (Object.keys(named).length === 0) problems.push(`There is no handler under ${type}. Add one or remove the key.`);
    registered.set(type, handlers);
  }
  if (problems.length > 0) throw new HandlersProblem(problems);
  return registered;
}
