/** What a case reports: one line of the table, or more. A case is a file that runs by itself and prints these as JSON. */
export interface BenchRow {
  /** The work, in a few words. */
  readonly work: string;
  /** What was measured, with its unit: `12.3x the loop`, `0.21 s`. */
  readonly result: string;
  readonly goal: string;
  readonly reached: boolean;
}

/** Prints the rows of a case for `bench/index.ts`, which runs it in a process of its own. */
export function report(rows: readonly BenchRow[]): void {
  console.log(JSON.stringify(rows));
}

/** The one in the middle; of an even number, the upper of the two. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** The median of the times, in milliseconds, that `run` takes; the first run is not counted. */
export function medianTime(run: () => void, runs = 5): number {
  run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return median(times);
}

/** How often longer `a` takes than `b`: the two in turn, the median of the ratios; the first turn is not counted. */
export function medianRatio(a: () => void, b: () => void, turns = 9): number {
  const time = (run: () => void): number => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  const ratios = Array.from({ length: turns + 1 }, () => time(a) / time(b)).slice(1);
  return median(ratios);
}
