import { printable } from "../text/printable.ts";
import type { KeptBecause } from "./dead-letters.ts";
import type { Delivery } from "./delivery.ts";
import type { ReceivedEvent } from "./event.ts";
import {
  EffectDidNotHappen,
  type HandlerContext,
  PermanentFailure,
  type RegisteredHandler,
  UncertainEffect,
} from "./handler.ts";
import type { Inbox, Lease } from "./inbox.ts";
import { type Logger, reasonOf } from "./log.ts";
import type { OutboxMessage } from "./outbox.ts";

export interface Run {
  readonly event: ReceivedEvent;
  readonly handler: RegisteredHandler;
  readonly lease: Lease;
  readonly inbox: Inbox;
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly receiver: string;
  readonly delivery: Delivery;
}

export type RunResult =
  | { readonly kind: "succeeded"; readonly messages: readonly OutboxMessage[] }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "never"; readonly because: KeptBecause; readonly reason: string };

/** Runs one handler for one event; never throws. */
export async function runHandler(run: Run): Promise<RunResult> {
  const { event, handler, lease, log, receiver } = run;
  const messages: OutboxMessage[] = [];
  try {
    await handler.run(event, contextOf(run, messages));
    return { kind: "succeeded", messages };
  } catch (error) {
    const reason = reasonOf(error);
    log.error(
      { receiver, handler: handler.name, event: printable(event.id), type: event.type, attempt: lease.attempt, reason },
      "a handler failed",
    );
    if (error instanceof UncertainEffect) return { kind: "never", because: "uncertain-effect", reason };
    if (error instanceof PermanentFailure) return { kind: "never", because: "permanent-failure", reason };
    return { kind: "failed", reason };
  }
}

function contextOf(
  { event, handler, lease, inbox, signal, log, delivery }: Run,
  messages: OutboxMessage[],
): HandlerContext {
  return {
    handler: handler.name,
    attempt: lease.attempt,
    subscription: delivery.subscription,
    signal,
    log,
    trace: event.trace,
    once: (name, effect) => once(inbox, lease, name, effect),
    outbox: { add: (message) => void messages.push(message) },
  };
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
