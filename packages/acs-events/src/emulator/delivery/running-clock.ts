import type { VirtualClock } from "./clock.ts";

interface Waiting {
  readonly time: number;
  readonly task: () => Promise<void>;
  timer?: NodeJS.Timeout;
}

/** Longer does not fit into a timer; what is later is looked at again then. */
const longestTimer = 2 ** 31 - 1;

/**
 * Real time, which can be turned ahead all the same: what falls due on the way happens then, in the order of time, and
 * the clock stays ahead. Nothing scheduled on it keeps the process alive. `patience`: how many real milliseconds an
 * answer may take while it is turned.
 */
export function runningClock({ wall = Date.now, patience = 5_000 } = {}): VirtualClock {
  let ahead = 0;
  let turns = 0;
  let turning: Promise<void> = Promise.resolve();
  /** In the order of time, and those of one time in the order in which they came. */
  const waiting: Waiting[] = [];
  const held = new Set<Promise<void>>();
  const listeners = new Set<(patience: number) => void>();
  const now = (): number => wall() + ahead;

  const hold = (work: Promise<void>): void => {
    held.add(work);
    void work.then(() => held.delete(work));
  };
  const remove = (one: Waiting): void => {
    clearTimeout(one.timer);
    const position = waiting.indexOf(one);
    if (position !== -1) waiting.splice(position, 1);
  };
  const start = (one: Waiting): void => {
    remove(one);
    hold(one.task());
  };
  const arm = (one: Waiting): void => {
    clearTimeout(one.timer);
    const wait = Math.max(0, one.time - now());
    one.timer = setTimeout(() => (wait > longestTimer ? arm(one) : start(one)), Math.min(wait, longestTimer));
    one.timer.unref();
  };
  const workEnds = async (): Promise<void> => {
    while (held.size > 0) await Promise.all(held);
  };
  const turnTo = async (target: number): Promise<void> => {
    turns += 1;
    for (const listener of [...listeners]) listener(patience);
    await workEnds();
    for (let [next] = waiting; next !== undefined && next.time <= target; [next] = waiting) {
      ahead = Math.max(ahead, next.time - wall());
      start(next);
      await workEnds();
    }
    if (Number.isFinite(target)) ahead = Math.max(ahead, target - wall());
    for (const one of waiting) arm(one);
    turns -= 1;
  };
  const turn = (target: () => number): Promise<void> => {
    turning = turning.then(() => turnTo(target()));
    return turning;
  };

  return Object.freeze({
    now,
    at(time: number, task: () => Promise<void>) {
      const one: Waiting = { time, task };
      waiting.splice(waiting.findLastIndex((other) => other.time <= time) + 1, 0, one);
      arm(one);
      return () => remove(one);
    },
    hold,
    realTime: (milliseconds: number, hangs = false) =>
      turns === 0 ? milliseconds : Math.min(milliseconds, hangs ? Math.max(patience / 20, 100) : patience),
    whenTurned(listener: (patience: number) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    endOf: now,
    advance: (milliseconds: number) => turn(() => now() + milliseconds),
    advanceToEnd: () => turn(() => Number.POSITIVE_INFINITY),
    scheduled: () => waiting.length,
    nextAt: () => waiting[0]?.time,
  });
}
