import { AsyncLocalStorage } from "node:async_hooks";
import type { InvocationContext } from "@azure/functions";
import type { LogFields, Logger } from "../log.ts";

/** Which invocation the code runs in that is logging now; receivers are made once and serve all of them. */
const current = new AsyncLocalStorage<InvocationContext>();

export function inInvocation<T>(context: InvocationContext, work: () => Promise<T>): Promise<T> {
  return current.run(context, work);
}

/**
 * A logger that writes into the log of the invocation that runs: Application Insights shows the lines of one event
 * together. Outside an invocation it writes to the console, which the platform does not promise to keep.
 */
export const invocationLogger: Logger = Object.freeze({
  debug: (fields: LogFields, message: string) => write("debug", fields, message),
  info: (fields: LogFields, message: string) => write("info", fields, message),
  warn: (fields: LogFields, message: string) => write("warn", fields, message),
  error: (fields: LogFields, message: string) => write("error", fields, message),
});

function write(level: "debug" | "info" | "warn" | "error", fields: LogFields, message: string): void {
  const line = `${message} ${JSON.stringify(fields)}`;
  const context = current.getStore();
  if (context !== undefined) context[level](line);
  else if (level === "error" || level === "warn") console.error(line);
}
