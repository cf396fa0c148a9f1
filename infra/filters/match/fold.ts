/**
 * Ordinal case folding as .NET does it, which is what Event Grid runs on: every UTF-16 code unit by itself is replaced
 * by its upper case, in no particular language. Text keeps its length: ß stays ß, letters outside the basic plane and
 * lone surrogates stay as they are.
 */

const unknown = 0xffff;
const table = new Uint16Array(0x10000).fill(unknown);
for (let code = 0; code < 0x80; code += 1) table[code] = code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
// The two letters whose upper case is a plain I or S keep to themselves in ordinal comparisons (dotless i, long s).
table[0x131] = 0x131;
table[0x17f] = 0x17f;

/** The upper case of one UTF-16 code unit. */
export function foldCode(code: number): number {
  const known = table[code] ?? unknown;
  return known === unknown ? addToTable(code) : known;
}

function addToTable(code: number): number {
  const folded = upperCaseOf(code);
  table[code] = folded;
  return folded;
}

function upperCaseOf(code: number): number {
  const letter = String.fromCharCode(code);
  const upper = letter.toUpperCase();
  if (upper.length === 1) return upper.charCodeAt(0);
  // Some Greek letters have an upper case of two letters (ᾀ, ἈΙ), and beside it one of a single letter (ᾈ) close by.
  for (let near = code + 8; near <= code + 9; near += 1) {
    if (String.fromCharCode(near).toLowerCase() === letter) return near;
  }
  return code;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const beyondAscii = /[^\x00-\x7f]/;

/** The text with every code unit in upper case; two texts are equal without case when these are equal. */
export function foldCase(text: string): string {
  if (!beyondAscii.test(text)) return text.toUpperCase();
  let folded = "";
  for (let at = 0; at < text.length; at += 1) folded += String.fromCharCode(foldCode(text.charCodeAt(at)));
  return folded;
}

/** The text with a to z in upper case, and every other letter as it is. */
export function foldAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
