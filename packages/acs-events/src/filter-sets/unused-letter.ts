import type { Clause, Folding } from "./clauses.ts";

const firstChoices = "x0-_.~!";

/** A letter that is in no word of the clauses, in whatever case. No slash, which means something in subjects. */
export function unusedLetter(clauses: readonly Clause[], folding: Folding): string | undefined {
  const used = new Set<string>();
  for (const { words } of clauses) for (const { folded } of words) for (const unit of folded.split("")) used.add(unit);
  for (const letter of firstChoices) if (!used.has(folding(letter))) return letter;
  for (let code = 0x30; code < 0xd800; code += 1) {
    const letter = String.fromCharCode(code);
    if (!used.has(folding(letter))) return letter;
  }
  return undefined;
}
