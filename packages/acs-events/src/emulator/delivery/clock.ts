/** The time of the local Event Grid. Everything that waits uses it, so that a day takes milliseconds in a test. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  now(): number;
  /**
   * Runs `task` once `time` has come; the answer cancels it. Tasks of one time start in the order in which they came.
   */
  at(time: number, task: () => Promise<void>): () => void;
  /**
   * Takes note of work under way, which must not reject. A clock that is turned by hand goes on meanwhile, but not to
   * `until`: before that the work has no effect on anything else. If omitted, the clock stands still.
   */
  hold(work: Promise<void>, until?: number): void;
  /**
   * How many real milliseconds to wait for an answer from outside that may take `milliseconds` of this clock. `hangs`:
   * nothing came the last time, so that a clock that is turned by hand waits for a moment only.
   */
  realTime(milliseconds: number, hangs?: boolean): number;
  /**
   * Calls `listener` when somebody turns the clock while something from outside is waited for, with how many real
   * milliseconds it may still take. The answer ends that.
   */
  whenTurned(listener: (patience: number) => void): () => void;
  /** When something ended that began at `startedAt` and has ended now. */
  endOf(startedAt: number): number;
}

/** Real time. What is scheduled on it does not keep the process alive. */
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
    whenTurned: () => () => undefined,
    endOf: () => Date.now(),
  });
}

/** A clock that stands still until it is turned. */
export interface VirtualClock extends Clock {
  /**
   * Lets time pass: starts everything that falls due on the way, in the order of time and each at its own time.
   * Resolves when all of it is done and the clock shows the new time.
   */
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass until nothing is scheduled any more. */
  advanceToEnd(): Promise<void>;
  /** How many tasks are scheduled. */
  scheduled(): number;
  /** When the first of them is due; undefined where nothing is scheduled. */
  nextAt(): number | undefined;
}

interface Task {
  readonly time: number;
  readonly task: () => Promise<void>;
}

/**
 * `start`: the time that it shows first, in milliseconds since 1970. `patience`: how many real milliseconds an answer
 * from outside may take at most; longer counts as all the time that it was given.
 */
export function virtualClock({ start = Date.UTC(2026, 0, 1), patience = 5_000 } = {}): VirtualClock {
  let time = start;
  let turning: Promise<void> = Promise.resolve();
  /** By time, and those of one time in the order in which they came. */
  const tasks: Task[] = [];
  const held = new Map<Promise<void>, number>();
  let wake = (): void => {};

  const hold = (work: Promise<void>, until = time): void => {
    held.set(work, until);
    void work.then(() => {
      held.delete(work);
      wake();
    });
  };
  const workEnds = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const turnTo = async (target: number): Promise<void> => {
    while (true) {
      const [next] = tasks;
      const isDue = ({ time: due }: Task): boolean =>
        due <= time || (due <= target && due < Math.min(...held.values()));
      if (next !== undefined && isDue(next)) {
        tasks.shift();
        time = Math.max(time, next.time);
        hold(next.task());
      } else if (held.size > 0) {
        await workEnds();
      } else {
        break;
      }
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
      tasks.splice(positionAfter(tasks, when), 0, one);
      return () => {
        const position = tasks.indexOf(one);
        if (position !== -1) tasks.splice(position, 1);
      };
    },
    hold,
    realTime: (milliseconds: number, hangs = false) =>
      Math.min(milliseconds, hangs ? Math.min(patience, Math.max(patience / 20, 100)) : patience),
    // It asks for little patience in any case.
    whenTurned: () => () => undefined,
    // What answers on this machine answers at once; only waiting takes time here.
    endOf: (startedAt: number) => startedAt,
    advance: (milliseconds: number) => turn(() => time + milliseconds),
    advanceToEnd: () => turn(() => Number.POSITIVE_INFINITY),
    scheduled: () => tasks.length,
    nextAt: () => tasks[0]?.time,
  });
}

/** Where a task of this time belongs: behind all that are due before it or with it. */
function positionAfter(tasks: readonly Task[], time: number): number {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tasks[middle]?.time ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
