import type { LogFields, Logger } from "../../src/handlers/log.ts";

/** A logger that remembers what it was told: `lines` has the sentences, `entries` the fields as well. */
export function recordingLogger(): Logger & {
  readonly lines: readonly string[];
  readonly entries: readonly { readonly level: string; readonly message: string; readonly fields: LogFields }[];
} {
  const lines: string[] = [];
  const entries: { level: string; message: string; fields: LogFields }[] = [];
  const write =
    (level: string) =>
    (fields: LogFields, message: string): void => {
      lines.push(message);
      entries.push({ level, message, fields });
    };
  return { lines, entries, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
