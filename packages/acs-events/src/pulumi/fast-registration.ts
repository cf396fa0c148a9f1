// The default import is the module's own object, through which the SDK calls its functions.
import log from "@pulumi/pulumi/log/index.js";

/**
 * How subscriptions are registered with the engine. `false`: as the SDK does it. `true`: without the SDK's debug log,
 * which is switched off in a private module of the SDK. `"without-stack-traces"`: without stack traces as well, for a
 * program that does nothing else meanwhile.
 */
export type FastRegistration = boolean | "without-stack-traces";

/**
 * Runs `register` without what `how` omits. Calls may overlap: what is switched off is switched on again when the
 * last of them ends. `ACS_EVENTS_DEBUG=true` leaves everything on, for a look at the SDK itself.
 */
export async function withoutTracing<T>(how: FastRegistration, register: () => Promise<T>): Promise<T> {
  if (how === false || process.env["ACS_EVENTS_DEBUG"] === "true") return register();
  const switchesOn = [switchOffDebugLog(), ...(how === "without-stack-traces" ? [switchOffStackTraces()] : [])];
  try {
    return await register();
  } finally {
    for (const switchOn of switchesOn) switchOn();
  }
}

/** Whether the SDK's module for its log is as this file knows it. A test fails when a new SDK has another one. */
export function debugLogHasTheKnownShape(): boolean {
  const debug = Object.getOwnPropertyDescriptor(log, "debug");
  return typeof debug?.value === "function" && debug.writable === true;
}

/**
 * The SDK tells the engine four times for each resource what it is about to do, one call after the other, with all that
 * the engine had answered. The engine drops this unless it runs with `--debug`. With hundreds of resources, this log and
 * the stack traces take half of the time of a preview.
 */
const switchOffDebugLog = counted(() => {
  if (!debugLogHasTheKnownShape()) return () => undefined;
  const { debug } = log;
  // The SDK's types say that the functions of a module are constant; the module is an ordinary object.
  const changeable: { debug: typeof debug } = log;
  changeable.debug = () => Promise.resolve();
  return () => {
    changeable.debug = debug;
  };
});

/** The SDK records a stack trace for every promise. */
const switchOffStackTraces = counted(() => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
  };
});

/** Only the first caller switches off, and only the last one switches on. */
function counted(off: () => () => void): () => () => void {
  let callers = 0;
  let on = (): void => undefined;
  return () => {
    if (callers === 0) on = off();
    callers += 1;
    return () => {
      callers -= 1;
      if (callers === 0) on();
    };
  };
}
