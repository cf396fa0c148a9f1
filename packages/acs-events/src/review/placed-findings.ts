import type { DeclaredAt } from "../plan/declared-at.ts";
import type { Review, ReviewFinding } from "./change.ts";

/** A finding with the line that a tool should show it at. */
export interface PlacedFinding {
  /** Its name; empty for what is about the review as a whole. */
  readonly subscription: string;
  readonly finding: Omit<ReviewFinding, "id"> & { readonly id: string };
  readonly place: DeclaredAt;
}

const grave = ["error", "warning", "info"];

/**
 * Every finding, and every violation that the change adds, the most severe first, at the line where its subscription is declared; at the first line of `elsewhere`
 * where nothing says which.
 */
export function placedFindings({ changes, notes = [], policies }: Review, elsewhere: string): readonly PlacedFinding[] {
  const ofChanges = changes.flatMap(({ subscription, findings, declaredAt: place = { file: elsewhere, line: 1 } }) =>
    findings.map((finding) => ({ subscription, finding, place })),
  );
  const ofNotes = notes.map(({ at: place = { file: elsewhere, line: 1 }, ...finding }) => ({
    subscription: "",
    finding,
    place,
  }));
  const ofPolicies = (policies?.added ?? []).map(
    ({ subscription, declaredAt: place = { file: elsewhere, line: 1 }, ...finding }) => ({
      subscription,
      finding,
      place,
    }),
  );
  return [...ofChanges, ...ofPolicies, ...ofNotes].toSorted((a, b) => rank(a.finding) - rank(b.finding));
}

/** What is accepted comes after everything that is open. */
function rank({ level, accepted }: PlacedFinding["finding"]): number {
  return grave.indexOf(level) + (accepted === undefined ? 0 : grave.length);
}
