import pLimit from "p-limit";
import type { DeadLetter } from "./dead-letter.ts";
import { claimReplay } from "./replay-mark.ts";
import type { DeadLetterStore } from "./store.ts";

/** What became of one event that was sent. */
export type Sent =
  | { readonly kind: "taken" }
  /** Certainly not taken. */
  | { readonly kind: "refused"; readonly detail: string }
  /** No answer: the event may have arrived. */
  | { readonly kind: "unknown"; readonly detail: string };

/** Where replayed events go. */
export interface ReplayTarget {
  /** For people: never with a secret in it. */
  readonly name: string;
  /** Throws a `UserError` where nothing can be sent there at all. */
  send(deadLetter: DeadLetter): Promise<Sent>;
}

export type Replayed = { readonly key: string } & (
  | { readonly outcome: "replayed" }
  | { readonly outcome: "refused" | "unknown"; readonly detail: string }
  /** Somebody replayed it before. */
  | { readonly outcome: "replayed-before"; readonly at: string; readonly to: string }
  /** An earlier replay ended in between; `--again` sends it once more. */
  | { readonly outcome: "unfinished-before"; readonly at: string; readonly to: string }
);

export interface ReplayOptions {
  readonly store: DeadLetterStore;
  readonly target: ReplayTarget;
  readonly now: () => Date;
  /** Sends also what an earlier replay left unfinished, or what was replayed before. */
  readonly again: boolean;
  readonly onReplayed: (replayed: Replayed) => void;
}

/** How many events are sent at a time: a replay must not be the next outage. */
const atATime = 4;

/**
 * Sends dead letters to `target`, each at most once and marked in the store: the mark is made before the event is sent,
 * so that a process that dies in between leaves a mark that says so, and never a second delivery.
 */
export async function replay(deadLetters: Iterable<DeadLetter>, options: ReplayOptions): Promise<readonly Replayed[]> {
  const limit = pLimit(atATime);
  let stopped = false;
  const settled = await Promise.allSettled(
    [...deadLetters].map((deadLetter) =>
      limit(async () => {
        if (stopped) return [];
        try {
          const replayed = await replayOne(deadLetter, options);
          options.onReplayed(replayed);
          return [replayed];
        } catch (error) {
          // Nothing can be sent there: the others are not begun, and those that run put their marks right.
          stopped = true;
          throw error;
        }
      }),
    ),
  );
  return settled.flatMap((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}

async function replayOne(deadLetter: DeadLetter, options: ReplayOptions): Promise<Replayed> {
  const { store, target, now, again } = options;
  const { key } = deadLetter;
  const claim = await claimReplay(store, key, target.name, now);
  if ("state" in claim && !again) {
    const { at, to } = claim;
    return { key, outcome: claim.state === "done" ? "replayed-before" : "unfinished-before", at, to };
  }
  let sent: Sent;
  try {
    sent = await target.send(deadLetter);
  } catch (error) {
    // Nothing was sent; a mark that was there before stays.
    if (!("state" in claim)) await claim.release();
    throw error;
  }
  if ("state" in claim) return { key, ...outcomeOf(sent) };
  if (sent.kind === "taken") await claim.done();
  if (sent.kind === "refused") await claim.release();
  return { key, ...outcomeOf(sent) };
}

function outcomeOf(sent: Sent): { outcome: "replayed" } | { outcome: "refused" | "unknown"; detail: string } {
  return sent.kind === "taken" ? { outcome: "replayed" } : { outcome: sent.kind, detail: sent.detail };
}
