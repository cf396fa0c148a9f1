import { didYouMean } from "../text/did-you-mean.ts";

/**
 * What to say instead of an unknown name: the one that was most likely meant, else which there are, or the command that
 * lists them where they are many.
 */
export function instead(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  return known.length > 10 ? "`npx acs-events plan` lists them" : `there are ${known.join(", ") || "none"}`;
}
