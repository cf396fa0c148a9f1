/** The most words that a sentence may have. */
export const longestSentence = 25;

/** Sentences of Markdown that are longer; code, tables' rules and addresses do not count. */
export function longSentences(markdown: string): readonly string[] {
  return paragraphs(markdown)
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?])\s+/))
    .filter((sentence) => wordsOf(sentence) > longestSentence);
}

/** Words outside of code blocks. */
export function wordsIn(markdown: string): number {
  return paragraphs(markdown).reduce((sum, paragraph) => sum + wordsOf(paragraph), 0);
}

export function wordsOf(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Paragraphs, headings, items and cells, each in one line; a span of code is one word. */
function paragraphs(markdown: string): readonly string[] {
  const text = markdown
    .replaceAll(/^ *```.*?^ *```$/gms, "")
    .replaceAll(/`[^`]*`/g, "code")
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("**", "");
  return text
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)|\n(?=#)|(?<=^#.*)\n|\n(?=\|)|(?<=\|)\n| \| /m)
    .map((one) => one.replaceAll(/\s+/g, " ").trim());
}
