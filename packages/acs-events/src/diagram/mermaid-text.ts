/** What every picture in Mermaid is written with: labels that nothing can break out of, and the shapes of boxes. */

/**
 * Text of others in a label: Mermaid's own entity codes for whatever could end it or be read as something else (`fa:fa-x`
 * is an icon). What would turn the text after it around is a blank; so is an empty text, since Mermaid takes no
 * empty label.
 */
export function escaped(text: string): string {
  const straight = text.toWellFormed().replaceAll(/\p{Bidi_Control}/gu, " ");
  const safe = straight.replaceAll(/[^\p{L}\p{N} ._:/,-]|:(?=fa-)/gu, (one) => `#${one.codePointAt(0)};`);
  return safe === "" ? "#160;" : safe;
}

/** Lines of text as one label, each of them escaped. */
export function label(lines: readonly string[]): string {
  return lines.map(escaped).join("<br/>");
}

/** How a box is drawn, around a label that is escaped already. */
export const shapes = {
  "event-types": (text: string): string => `["${text}"]`,
  listener: (text: string): string => `["${text}"]`,
  endpoint: (text: string): string => `(["${text}"])`,
} as const;
