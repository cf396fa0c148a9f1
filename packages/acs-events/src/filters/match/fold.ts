/**
 * Ordinal case folding as .NET does it, which is what Event Grid runs on: every UTF-16 code unit by itself is replaced
 * by its upper case, in no particular language. Text keeps its length: ß stays ß, letters outside the basic plane and
 * lone surrogates stay as they are.
 */

/** Which code units are the same: those of one upper case, those of one upper case among A to Z, or none but itself. */
export type CaseFolding = "ordinal" | "ascii" | "none";

const tables = new Map<CaseFolding, Uint16Array>();

/** The folded form of every code unit, so that text can be compared in place, without a folded copy of it. */
export function foldTable(folding: CaseFolding): Uint16Array {
  const existing = tables.get(folding);
  if (existing !== undefined) return existing;
  const fold = { ordinal: foldCode, ascii: foldAsciiCode, none: (code: number) => code }[folding];
  const table = new Uint16Array(0x10000);
  for (let code = 0; code < table.length; code += 1) table[code] = code;
  for (let row = 0; row < table.length; row += rowLength) {
    // Most rows have no letter with an upper case, which one look at the whole row says.
    const text = String.fromCharCode(...table.subarray(row, row + rowLength));
    if (text === text.toUpperCase()) continue;
    for (let code = row; code < row + rowLength; code += 1) table[code] = fold(code);
  }
  tables.set(folding, table);
  return table;
}

const rowLength = 0x20;

function foldAsciiCode(code: number): number {
  return code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
}

/** The upper case of one UTF-16 code unit. */
function foldCode(code: number): number {
  if (code < 0x80) return foldAsciiCode(code);
  // The two letters whose upper case is a plain I or S keep to themselves in ordinal comparisons (dotless i, long s).
  return code === 0x131 || code === 0x17f ? code : upperCaseOf(code);
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
  const table = foldTable("ordinal");
  let folded = "";
  for (let at = 0; at < text.length; at += 1) folded += String.fromCharCode(table[text.charCodeAt(at)] ?? 0);
  return folded;
}

/** The text with a to z in upper case, and every other letter as it is. */
export function foldAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
