/** @type {Set<() => void>} */
const actions = new Set();

/**
 * Runs `action` when this process ends before it is forgotten: at Ctrl-C, at a request to terminate, or at its exit. It must not wait for
 * anything.
 *
 * @param {() => void} action
 * @returns {() => void} forgets it
 */
export function whenStopped(action) {
  actions.add(action);
  return () => {
    actions.delete(action);
  };
}

/** Lets Ctrl-C and a request to terminate run what `whenStopped` was given, last first, and end the process with the usual status. */
export function stopCleanly() {
  process.on("exit", () => {
    for (const action of [...actions].reverse()) action();
  });
  process.on("SIGINT", () => process.exit(130));
  process.on("SIGTERM", () => process.exit(143));
}
