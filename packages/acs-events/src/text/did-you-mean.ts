import { distance } from "fastest-levenshtein";

/** Longer names are not compared: nobody misspells by that much, and the cost grows with the product of the lengths. */
const longest = 200;

/**
 * The candidate that someone who wrote `name` most likely meant: the same but for case first, then the one with the
 * fewest changed letters, if that is at most a third of them, then the only one that begins so.
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
    if (changes < least) {
      least = changes;
      best = candidate;
    }
  }
  if (best !== undefined || name.length < 3) return best;
  const longer = candidates.filter((candidate) => candidate.toLowerCase().startsWith(lower));
  return longer.length === 1 ? longer[0] : undefined;
}

/** ` Did you mean "SMSReceived"?`, to end a sentence on a name that is none; empty where no candidate is near. */
export function meantHint(name: string, candidates: readonly string[]): string {
  const near = didYouMean(name, candidates);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
