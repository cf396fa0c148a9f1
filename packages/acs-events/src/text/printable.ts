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
  return text.replace(unprintable, (character) => {
    if (character === "\n") return "\\n";
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}
