import { canonical } from "./canonical.ts";
import type { FindingDraft, ReviewFinding } from "./change.ts";

/** SHA-256 in hexadecimal, given by the caller: hashing is not for a room without I/O. */
export type Hash = (text: string) => string;

/**
 * The finding of a subscription. Its fingerprint is made of the id, the name as Azure compares it and what the finding is
 * about, not of the message or the event that proves it: it stays the same while other things in the repository change.
 */
export function ofSubscription(draft: FindingDraft, subscription: string, hash: Hash | undefined): ReviewFinding {
  const { about, ...finding } = draft;
  if (hash === undefined) return finding;
  const fingerprint = hash(canonical([draft.id, subscription.toLowerCase(), ...about])).slice(0, 12);
  return { ...finding, fingerprint };
}
