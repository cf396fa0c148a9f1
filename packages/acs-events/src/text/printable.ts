/** What a terminal or a log could act on, or what changes the direction of text: control characters and their like. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * `text` from outside as one line that is safe to print: characters that a terminal would act on are written as
 * `\u001b`, and what is longer than `longest` characters is cut.
 */
export function printable(text: string, longest = 500): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return escapeControls(cut);
}

/** The whole of `text` as one line, in which characters that a terminal would act on are written as `\u001b`. */
export function escapeControls(text: string): string {
  return text.replace(unprintable, (character) => (character === "\n" ? "\\n" : unicodeEscape(character)));
}

/** The same line by line, for a message of several lines. */
export function escapeControlsInLines(text: string): string {
  return text.split("\n").map(escapeControls).join("\n");
}

/** JSON that is as safe to print: what `JSON.stringify` leaves raw in strings is escaped, so that it reads as the same. */
export function printableJson(json: string): string {
  return json.replace(unprintable, (character) => (character === "\n" ? character : unicodeEscape(character)));
}

function unicodeEscape(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
