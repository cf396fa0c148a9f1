import { printable } from "../text/printable.ts";

/**
 * Where the receiver and the worker write what they do: the first argument has the fields, the second the sentence. A
 * pino logger has this shape. No field ever holds a payload, and text that a sender chose is escaped and shortened.
 */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** The message of whatever was thrown, as it may be logged. */
export function reasonOf(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}
