/** What a builder found wrong while mistakes are collected, and where it was written. */
export interface Mistake<Place> {
  readonly error: Error;
  readonly place: Place;
}

/** Takes the mistakes of builders while they are collected; undefined where builders throw. */
let take: ((error: Error) => void) | undefined;

/**
 * Runs `run` so that builders do not throw: each mistake is collected, and the builder answers with a stand-in. So one
 * run says everything that is wrong, and not the first mistake alone. `placeNow` is asked at each mistake, while the stack
 * still shows where it was written. What `run` throws by itself goes through.
 */
export function collectMistakes<T, Place>(
  run: () => T,
  placeNow: () => Place,
): { readonly result: T; readonly mistakes: readonly Mistake<Place>[] } {
  const mistakes: Mistake<Place>[] = [];
  const result = withTaker((error) => mistakes.push({ error, place: placeNow() }), run);
  return { result, mistakes };
}

/**
 * The same for what runs over several turns, such as loading a module. Whatever builds a filter meanwhile is collected
 * too, so that two of these must not run at once.
 */
export async function collectMistakesOf<T, Place>(
  run: () => Promise<T>,
  placeNow: () => Place,
): Promise<{ readonly result: T; readonly mistakes: readonly Mistake<Place>[] }> {
  const mistakes: Mistake<Place>[] = [];
  const before = take;
  take = (error) => mistakes.push({ error, place: placeNow() });
  try {
    return { result: await run(), mistakes };
  } finally {
    take = before;
  }
}

/** Runs `run` with builders that throw, for callers that have their own words for the mistakes. */
export function throwingMistakes<T>(run: () => T): T {
  return withTaker(undefined, run);
}

/** Throws the error, or while mistakes are collected, records it and answers with the stand-in. */
export function mistake<T>(error: Error, standIn: T): T {
  if (take === undefined) throw error;
  take(error);
  if (typeof standIn === "object" && standIn !== null) standIns.add(standIn);
  return standIn;
}

const standIns = new WeakSet<object>();

/** Whether a builder answered with this where it could not make what was asked: its mistake is collected already. */
export function isStandIn(value: object): boolean {
  return standIns.has(value);
}

function withTaker<T>(taker: typeof take, run: () => T): T {
  const before = take;
  take = taker;
  try {
    return run();
  } finally {
    take = before;
  }
}
