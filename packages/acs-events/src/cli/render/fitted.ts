import { stripVTControlCharacters } from "node:util";
import { textWidth } from "./text-width.ts";

/**
 * `text` with lines of at most `width` columns: longer lines are broken between words, and what follows is indented like
 * the text of the line. A command to copy stays whole, also a line that is one of az or pulumi, and so does a word that is longer than a line, such as an address.
 * Without a width, as where the output is not a terminal, all lines stay as they are: other programs read them.
 */
export function fitted(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text
    .split("\n")
    .map((line) => (textWidth(line) <= width || isCommand(line) ? line : broken(line, width)))
    .join("\n");
}

/** A terminal that breaks the line itself still copies it as one. */
function isCommand(line: string): boolean {
  return /^ *(?:\d+\. )?(?:az|pulumi) \S/.test(stripVTControlCharacters(line));
}

function broken(line: string, width: number): string {
  const indent = " ".repeat(indentOf(stripVTControlCharacters(line), width));
  const lines: string[] = [];
  let current = "";
  for (const [whole, , word = ""] of line.matchAll(/(\s*)(npx acs-events docs \S+|\S+)/g)) {
    if (current.trim() === "" || textWidth(current + whole) <= width) current += whole;
    else {
      lines.push(current);
      current = indent + word;
    }
  }
  return [...lines, current].join("\n");
}

/** Where the text of a line begins: behind its mark, or in its second column, unless that is far to the right. */
function indentOf(line: string, width: number): number {
  const [before = ""] = /^ *(?:(?:[✗✓!i+~-]|\/\/|\d+\.) |\S+(?: \S+)* {2,})?/.exec(line) ?? [];
  return before.length <= width / 2 ? before.length : line.length - line.trimStart().length;
}
