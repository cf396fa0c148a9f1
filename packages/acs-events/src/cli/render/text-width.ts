import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";

type StringWidth = (text: string) => number;
let stringWidth: StringWidth | undefined;

/** ASCII, and the signs that our own texts use; each takes one column. */
const plain = /^[\x20-\x7e…→·✓✗]*$/;

/**
 * How many columns of a terminal `text` takes; colours take none. Most of what is printed is plain, and that many signs
 * long; the package that knows all other text is loaded when the first of it comes, since its tables take a tenth of a
 * second.
 */
export function textWidth(text: string): number {
  const visible = stripVTControlCharacters(text);
  if (plain.test(visible)) return visible.length;
  const load = (): StringWidth => createRequire(import.meta.url)("string-width").default;
  stringWidth ??= load();
  return stringWidth(text);
}
