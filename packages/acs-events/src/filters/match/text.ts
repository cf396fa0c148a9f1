/**
 * Comparisons of a text with one that is already folded, in place: folding the text first would copy it, for an answer
 * that mostly depends on its first letter. `table` is the folded form of every code unit (`foldTable`).
 */

export function equalsFolded(text: string, folded: string, table: Uint16Array): boolean {
  return text.length === folded.length && isAt(text, 0, folded, table);
}

export function beginsFolded(text: string, folded: string, table: Uint16Array): boolean {
  return text.length >= folded.length && isAt(text, 0, folded, table);
}

export function endsFolded(text: string, folded: string, table: Uint16Array): boolean {
  const at = text.length - folded.length;
  return at >= 0 && isAt(text, at, folded, table);
}

/**
 * Whether the text has `folded` at position `at`; the text has to be long enough. The last letter goes first, since
 * subjects and identifiers that differ mostly begin alike.
 */
function isAt(text: string, at: number, folded: string, table: Uint16Array): boolean {
  const last = folded.length - 1;
  if (last < 0) return true;
  if (table[text.charCodeAt(at + last)] !== folded.charCodeAt(last)) return false;
  for (let each = 0; each < last; each += 1) {
    if (table[text.charCodeAt(at + each)] !== folded.charCodeAt(each)) return false;
  }
  return true;
}
