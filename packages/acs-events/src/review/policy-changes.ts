import type { FindingLevel } from "../filters/finding.ts";
import type { DeclaredAt } from "../plan/declared-at.ts";

/** Which violations of policies a change brings, and which it ends. */
export interface PolicyChanges {
  readonly added: readonly ReviewViolation[];
  readonly removed: readonly ReviewViolation[];
  /** Why the two sides could not be compared; both lists are empty then. */
  readonly undecided?: string;
}

/** A violation as a finding of the review; its id is the policy's name. */
export interface ReviewViolation {
  /** The name of the policy, or the id of what is said about an exception from one. */
  readonly id: string;
  /** Mandatory is an error, advisory a warning. */
  readonly level: FindingLevel;
  readonly subscription: string;
  readonly message: string;
  /** In the terms of Azure's JSON. */
  readonly path: string;
  /** Another subscription that takes part in it. */
  readonly related?: string;
  readonly fingerprint?: string;
  /** Where the subscription is declared now. */
  readonly declaredAt?: DeclaredAt;
}
