import type { Change, ReviewSummary } from "./change.ts";

/** The counts of a review. What is accepted is counted as accepted, and not as an error or a warning. */
export function summaryOf(changes: readonly Change[], base: number, head: number): ReviewSummary {
  const count = (kind: Change["kind"]): number => changes.filter((one) => one.kind === kind).length;
  const findings = changes.flatMap((one) => one.findings);
  const open = findings.filter(({ accepted }) => accepted === undefined);
  return {
    subscriptions: { base, head },
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
    errors: open.filter(({ level }) => level === "error").length,
    warnings: open.filter(({ level }) => level === "warning").length,
    accepted: findings.length - open.length,
  };
}
