import { type DestinationStream, pino } from "pino";
import type { Logger } from "../log.ts";

export interface PinoLoggerOptions {
  /** Default `info`. */
  readonly level?: "debug" | "info" | "warn" | "error" | "silent";
  /** Fields of every line: the name of the service, its version. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
  /** Default: standard output, one JSON object a line. */
  readonly destination?: DestinationStream;
}

/** A logger that writes JSON lines by pino, with the level as a word and the time as ISO 8601. */
export function pinoLogger({ level = "info", fields = {}, destination }: PinoLoggerOptions = {}): Logger {
  const settings = {
    level,
    base: fields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(settings) : pino(settings, destination);
}
