import { createRequire } from "node:module";

/** What the library's own modules call; the object that others import cannot be changed. */
const log: { debug: (message: string) => Promise<void> } = createRequire(import.meta.url)(
  "@pulumi/pulumi/log/index.js",
);

/**
 * Runs `register` without two things that the library does for each resource and nobody sees. It records a stack trace
 * for every promise, and it tells the engine four times what it is about to do, one call after the other, with all that
 * the engine had answered; the engine drops it unless it runs with `--debug`. With hundreds of resources the two take
 * half of the time of a preview. `ACS_EVENTS_DEBUG=true` leaves both on, for a look at the library itself.
 */
export async function quietly<T>(register: () => Promise<T>): Promise<T> {
  if (process.env["ACS_EVENTS_DEBUG"] === "true") return register();
  const { debug } = log;
  const { stackTraceLimit } = Error;
  log.debug = () => Promise.resolve();
  Error.stackTraceLimit = 0;
  try {
    return await register();
  } finally {
    log.debug = debug;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
