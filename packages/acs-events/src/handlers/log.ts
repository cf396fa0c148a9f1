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
  return printable(storageSentence(error instanceof Error ? error.message : String(error)));
}

/** Azure Storage wraps its sentence into JSON or XML, and ends it with the id of the request, for the support, and its time. */
function storageSentence(message: string): string {
  const wrapped =
    /"message":\{"lang":"[^"]*","value":"([^"]*)"/.exec(message) ?? /<Message>([^<]*)<\/Message>/.exec(message);
  const [, sentence, request] = /^(.*?)\.?(?:\\n|\s)*RequestId:([-\w]+)/s.exec(wrapped?.[1] ?? message) ?? [];
  return sentence === undefined ? message : `${sentence} (request ${request})`;
}
