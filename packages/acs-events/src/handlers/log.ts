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

/** At most this many characters of a text that a sender chose are written. */
const shownLength = 200;

/**
 * Text from outside, as it may stand in a log or a terminal: control characters, line separators and characters that
 * change the direction of writing are escaped, and long text is cut.
 */
export function loggable(text: string): string {
  const cut = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
  return cut.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to escape
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The message of whatever was thrown, as it may be logged. */
export function reasonOf(error: unknown): string {
  return loggable(error instanceof Error ? error.message : String(error));
}
