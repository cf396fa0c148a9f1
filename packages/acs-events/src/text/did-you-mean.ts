import { distance } from "fastest-levenshtein";

/** Longer names are not compared: nobody misspells by that much, and the cost grows with the product of the lengths. */
const longest = 200;

/**
 * The candidate that someone who wrote `name` most likely meant: the same but for case first, then the nearest one that is
 * the same words misspelt, then the only one that begins so. A name that shares letters with another but has other words
 * (`CallParticipantMoved`, `CallParticipantRemoved`) means something else and is not suggested.
 */
export function didYouMean(name: string, candidates: readonly string[]): string | undefined {
  if (name === "" || name.length > longest) return undefined;
  const lower = name.toLowerCase();
  let best: string | undefined;
  let least = Math.floor(name.length / 3) + 1;
  for (const candidate of candidates) {
    const candidateLower = candidate.toLowerCase();
    if (candidateLower === lower) return candidate;
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const changes = distance(lower, candidateLower);
    if (changes < least && sameWords(name, candidate, changes)) {
      least = changes;
      best = candidate;
    }
  }
  if (best !== undefined || name.length < 3) return best;
  const longer = candidates.filter((candidate) => candidate.toLowerCase().startsWith(lower));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Whether each word of one is a word of the other, or that word misspelt. */
function sameWords(name: string, candidate: string, changes: number): boolean {
  const [a, b] = [wordsOf(name), wordsOf(candidate)];
  // Words that run together, or a capital that is missing: then a letter or two may differ in all.
  if (a.length !== b.length) return changes <= 2 && !isOpposite(name.toLowerCase(), candidate.toLowerCase());
  return a.every((word, index) => isMisspelt(word, b[index] ?? ""));
}

/** `SMSDeliveryReport` has three words, `data.from-id` three. */
function wordsOf(name: string): readonly string[] {
  return (name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu) ?? [name]).map((word) => word.toLowerCase());
}

function isMisspelt(word: string, meant: string): boolean {
  // The same letters in another order: `form`, `from`.
  if (Array.from(word).sort().join("") === Array.from(meant).sort().join("")) return true;
  // An end that was cut off: `que`, `queue`.
  if (Math.abs(word.length - meant.length) <= 2 && (meant.startsWith(word) || word.startsWith(meant))) return true;
  const most = Math.max(1, Math.floor(Math.min(word.length, meant.length) / 3));
  return distance(word, meant) <= most && !isOpposite(word, meant);
}

const negations = ["dis", "un", "de", "non", "not"];

/** Whether one says the contrary of the other: `connected`, `disconnected`. */
function isOpposite(a: string, b: string): boolean {
  return negations.some((negation) => `${negation}${a}` === b || `${negation}${b}` === a);
}

/** ` Did you mean "SMSReceived"?`, to end a sentence on a name that is none; empty where no candidate is near. */
export function meantHint(name: string, candidates: readonly string[]): string {
  const near = didYouMean(name, candidates);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
