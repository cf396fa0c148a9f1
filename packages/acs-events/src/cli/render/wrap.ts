import { textWidth } from "./text-width.ts";

/**
 * `text` in lines of at most `width` columns, the first after `first`, the others after as many spaces. Breaks between
 * words only: a word that is longer than a line has a line of its own.
 */
export function wrap(text: string, width: number, first = ""): string {
  const indent = " ".repeat(textWidth(first));
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    if (!isEmpty && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line = isEmpty ? line + word : `${line} ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}
