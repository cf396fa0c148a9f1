/**
 * What the server says, as JSON; undefined where nobody answers or there is nothing.
 * @template T
 * @param {string} path
 * @returns {Promise<T | undefined>}
 */
export async function read(path) {
  try {
    const answer = await fetch(path);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks the server to do something; undefined where nobody answers.
 * @param {string} path
 * @param {string} body JSON, or what somebody writes
 */
export async function post(path, body) {
  try {
    return await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body });
  } catch {
    return undefined;
  }
}

/**
 * Why what was asked for did not happen, a sentence; "" where it did.
 * @param {Response | undefined} answer
 */
export async function problemOf(answer) {
  if (answer === undefined) return "The local Azure did not answer.";
  return answer.ok ? "" : (await answer.text()).trim();
}

/** The shortest time between two answers that are shown, in milliseconds. */
const pause = 250;

/**
 * Does the work once for all that asks for it meanwhile, and never twice at a time: events may come by the thousand.
 * @param {() => Promise<void>} work
 * @returns {() => void}
 */
export function coalesced(work) {
  let busy = false;
  let again = false;
  const run = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    try {
      await work();
    } finally {
      setTimeout(() => {
        busy = false;
        if (again) void run();
      }, pause);
    }
  };
  return () => void run();
}
