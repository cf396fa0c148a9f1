import { lineWidth } from "./literal.ts";

/** `text` as `//` lines, wrapped at the width of a line; paragraphs of `text` stay paragraphs. Each ends in a newline. */
export function lineComment(text: string, { indent = 0 }: { readonly indent?: number } = {}): string {
  const lines = text.split("\n").flatMap((paragraph) => wrap(paragraph, lineWidth - indent - 3));
  return lines.map((line) => `${`// ${line}`.trimEnd()}\n`).join("");
}

/** `text` as a doc comment, on one line where it fits. */
export function docComment(text: string): string {
  // Characters that would end the comment are separated.
  const safe = text.replaceAll("*/", "* /").replaceAll(/\s+/g, " ").trim();
  if (safe.length + "/**  */".length <= lineWidth) return `/** ${safe} */\n`;
  return `/**\n${wrap(safe, lineWidth - 3)
    .map((line) => ` * ${line}\n`)
    .join("")} */\n`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
