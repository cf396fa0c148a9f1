/** The time of the local Event Grid. Whatever waits, waits on it, so that a test can let a day pass in milliseconds. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  now(): number;
  /** Runs `task` once `time` has come; the answer calls it off. Tasks of one time run in the order in which they came. */
  at(time: number, task: () => Promise<void>): () => void;
  /** Takes note of work under way, which must not reject. A clock that is turned by hand stands still until it is done. */
  hold(work: Promise<void>): void;
  /** How many real milliseconds to wait for an answer from outside that may take `milliseconds` of this clock. */
  realTime(milliseconds: number): number;
}

/** The clock on the wall. What is scheduled on it does not keep the process alive. */
export function realClock(): Clock {
  return Object.freeze({
    now: () => Date.now(),
    at(time: number, task: () => Promise<void>) {
      const timer = setTimeout(task, Math.max(0, time - Date.now()));
      timer.unref();
      return () => clearTimeout(timer);
    },
    hold: () => {},
    realTime: (milliseconds: number) => milliseconds,
  });
}

/** A clock that stands still until it is turned. */
export interface VirtualClock extends Clock {
  /**
   * Lets time pass: runs everything that falls due on the way, in the order of time, one after the other and each at its
   * own time. Resolves when all of it is done and the clock shows the new time.
   */
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass until nothing is scheduled any more. */
  advanceToEnd(): Promise<void>;
  /** How many tasks are scheduled. */
  scheduled(): number;
}

/**
 * `start`: the time that it shows first, in milliseconds since 1970. `patience`: how many real milliseconds an answer
 * from outside may take at most; longer counts as all the time that it was given.
 */
export function virtualClock({ start = Date.UTC(2026, 0, 1), patience = 5_000 } = {}): VirtualClock {
  let time = start;
  let turning: Promise<void> = Promise.resolve();
  const tasks = new Set<{ readonly time: number; readonly task: () => Promise<void> }>();
  const held = new Set<Promise<void>>();

  const stillness = async () => {
    while (held.size > 0) await Promise.all(held);
  };
  const nextTask = () => {
    let next: { readonly time: number; readonly task: () => Promise<void> } | undefined;
    for (const one of tasks) if (next === undefined || one.time < next.time) next = one;
    return next;
  };
  const turnTo = async (target: number) => {
    await stillness();
    for (let next = nextTask(); next !== undefined && next.time <= target; next = nextTask()) {
      tasks.delete(next);
      time = Math.max(time, next.time);
      await next.task();
      await stillness();
    }
    if (Number.isFinite(target)) time = Math.max(time, target);
  };
  const turn = (target: () => number): Promise<void> => {
    turning = turning.then(() => turnTo(target()));
    return turning;
  };

  return Object.freeze({
    now: () => time,
    at(when: number, task: () => Promise<void>) {
      const one = { time: when, task };
      tasks.add(one);
      return () => {
        tasks.delete(one);
      };
    },
    hold(work: Promise<void>) {
      held.add(work);
      void work.then(() => held.delete(work));
    },
    realTime: (milliseconds: number) => Math.min(milliseconds, patience),
    advance: (milliseconds: number) => turn(() => time + milliseconds),
    advanceToEnd: () => turn(() => Number.POSITIVE_INFINITY),
    scheduled: () => tasks.size,
  });
}
