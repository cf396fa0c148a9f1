import { z } from "zod";
import type { DeadLetterStore } from "./store.ts";

/** A marker lies beside its blob: `<blob>.<index>.replayed`. Its creation is what makes a replay happen once. */
export const markerSuffix = ".replayed";

const mark = z.object({
  /** `started`: whether the event arrived is not known, since the replay ended in between. */
  state: z.enum(["started", "done"]),
  /** Where the event was sent; never with a secret. */
  to: z.string(),
  at: z.string(),
});

export type ReplayMark = z.infer<typeof mark>;

/** A replay that was begun by this process and by nobody else. */
export interface ReplayClaim {
  done(): Promise<void>;
  /** The event was certainly not taken: it may be replayed again. */
  release(): Promise<void>;
}

/**
 * Begins the replay of one dead letter. If another process was first, answers its mark; two processes at the same
 * moment never both get the claim, since the store creates a marker only once.
 */
export async function claimReplay(
  store: DeadLetterStore,
  key: string,
  to: string,
  now: () => Date,
): Promise<ReplayClaim | ReplayMark> {
  const path = markerOf(key);
  const text = (state: ReplayMark["state"]) => `${JSON.stringify({ state, to, at: now().toISOString() })}\n`;
  if (await store.create(path, text("started"))) {
    return { done: () => store.replace(path, text("done")), release: () => store.remove(path) };
  }
  return (await readMark(store, key)) ?? { state: "started", to: "unknown", at: "unknown" };
}

/** The mark of a dead letter; undefined where it was never replayed. */
export async function readMark(store: DeadLetterStore, key: string): Promise<ReplayMark | undefined> {
  const text = await store.read(markerOf(key));
  if (text === undefined) return undefined;
  try {
    return mark.parse(JSON.parse(text));
  } catch {
    // Cut off while it was written: the replay began, and nothing more is known.
    return { state: "started", to: "unknown", at: "unknown" };
  }
}

function markerOf(key: string): string {
  const hash = key.lastIndexOf("#");
  return `${key.slice(0, hash)}.${key.slice(hash + 1)}${markerSuffix}`;
}
