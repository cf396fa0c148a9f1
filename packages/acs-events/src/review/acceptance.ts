import type { DeclaredAt } from "../plan/declared-at.ts";
import type { Change, Review, ReviewFinding, ReviewFindingId, ReviewNote } from "./change.ts";
import { reviewFindings } from "./change.ts";
import { summaryOf } from "./summary.ts";

/** Somebody looked at a finding and says that it is meant, for a while. */
export interface Acceptance {
  readonly finding: AcceptedFinding;
  readonly reason: string;
  /** `2027-01-31`: the last day on which it counts, in UTC. */
  readonly expires: string;
  /** Where it is written. */
  readonly at: DeclaredAt;
}

export type AcceptedFinding =
  | { readonly kind: "fingerprint"; readonly fingerprint: string }
  | { readonly kind: "id"; readonly id: ReviewFindingId; readonly subscription: string };

/**
 * The review with what was accepted marked as such; the summary no longer counts it. An acceptance that ended before
 * `today` (`2027-01-31`, UTC) does not count and is reported. So is one that matches no finding.
 */
export function accept(review: Review, acceptances: readonly Acceptance[], today: string): Review {
  if (acceptances.length === 0) return review;
  const fitting = new Set<Acceptance>();
  const judged = (finding: ReviewFinding, { subscription }: Change): ReviewFinding => {
    const its = acceptances.filter(({ finding: accepted }) => fits(accepted, finding, subscription));
    for (const one of its) fitting.add(one);
    const standing = its.find(({ expires }) => expires >= today);
    if (standing === undefined) return finding;
    return { ...finding, accepted: { reason: standing.reason, expires: standing.expires } };
  };
  const changes = review.changes.map((change) => ({
    ...change,
    findings: change.findings.map((finding) => judged(finding, change)),
  }));
  const { base, head } = review.summary.subscriptions;
  const notes = [...(review.notes ?? []), ...acceptances.flatMap((one) => noteOf(one, fitting.has(one), today))];
  return {
    ...review,
    changes,
    summary: summaryOf(changes, base, head),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function fits(accepted: AcceptedFinding, { id, fingerprint }: ReviewFinding, subscription: string): boolean {
  switch (accepted.kind) {
    case "fingerprint":
      return accepted.fingerprint === fingerprint;
    case "id":
      return accepted.id === id && accepted.subscription.toLowerCase() === subscription.toLowerCase();
  }
}

function noteOf({ finding, expires, at }: Acceptance, fitted: boolean, today: string): ReviewNote[] {
  const what =
    finding.kind === "fingerprint" ? `the finding ${finding.fingerprint}` : `${finding.id} of ${finding.subscription}`;
  if (!fitted) {
    return [
      note("acceptance-unused", `Nothing in this change is ${what}; take the acceptance out once it is merged.`, at),
    ];
  }
  return expires >= today
    ? []
    : [note("acceptance-expired", `The acceptance of ${what} ended on ${expires}, so that it counts again.`, at)];
}

function note(id: ReviewFindingId, message: string, at: DeclaredAt): ReviewNote {
  return { id, level: reviewFindings[id], message, at };
}
