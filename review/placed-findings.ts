import type { DeclaredAt } from "../infra/subscriptions/declared-at.ts";
import type { Review, ReviewFinding } from "./change.ts";

/** A finding with the line that a tool should show it at. */
export interface PlacedFinding {
  readonly subscription: string;
  readonly finding: ReviewFinding;
  readonly place: DeclaredAt;
}

const grave = ["error", "warning", "info"];

/**
 * Every finding, the gravest first, at the line where its subscription is declared; at the first line of `elsewhere`
 * where nothing says which.
 */
export function placedFindings({ changes }: Review, elsewhere: string): readonly PlacedFinding[] {
  return changes
    .flatMap(({ subscription, findings, declaredAt }) =>
      findings.map((finding) => ({ subscription, finding, place: declaredAt ?? { file: elsewhere, line: 1 } })),
    )
    .toSorted((a, b) => grave.indexOf(a.finding.level) - grave.indexOf(b.finding.level));
}
