import type { FindingLevel } from "../filters/finding.ts";
import type { DeclaredAt } from "../plan/declared-at.ts";
import { canonical } from "./canonical.ts";
import type { Review } from "./change.ts";
import type { Hash } from "./fingerprint.ts";
import type { PolicyChanges, ReviewViolation } from "./policy-changes.ts";

/** What is known of a violation before it belongs to a review. */
export type PolicyViolation = Pick<ReviewViolation, "id" | "level" | "subscription" | "message" | "path" | "related">;

interface Described {
  readonly declaredAt: (subscription: string) => DeclaredAt | undefined;
  readonly hash?: Hash;
}

/** The violation with its fingerprint, which omits the message, and with its line; the rest is left behind. */
export function describedViolation(one: PolicyViolation, { declaredAt, hash }: Described): ReviewViolation {
  const { id, level, subscription, message, path, related } = one;
  const place = declaredAt(subscription);
  const about = canonical([id, subscription.toLowerCase(), path, related ?? null]);
  return {
    id,
    level,
    subscription,
    message,
    path,
    ...(related === undefined ? {} : { related }),
    ...(hash === undefined ? {} : { fingerprint: hash(about).slice(0, 12) }),
    ...(place === undefined ? {} : { declaredAt: place }),
  };
}

/**
 * The review with what it means for the policies. What the change adds is counted in the summary as any other finding,
 * the most severe first. It is not for acceptances: policies have exceptions of their own.
 */
export function withPolicies(review: Review, policies: PolicyChanges): Review {
  const { added, removed } = policies;
  const { summary } = review;
  const count = (level: FindingLevel): number => added.filter((one) => one.level === level).length;
  return {
    ...review,
    summary: {
      ...summary,
      errors: summary.errors + count("error"),
      warnings: summary.warnings + count("warning"),
    },
    policies: { ...policies, added: sorted(added), removed: sorted(removed) },
  };
}

const grave: readonly FindingLevel[] = ["error", "warning", "info"];

function sorted(all: readonly ReviewViolation[]): readonly ReviewViolation[] {
  return all.toSorted((a, b) => grave.indexOf(a.level) - grave.indexOf(b.level));
}

/** `adds 1 policy violation, removes 2`; nothing where neither is so. What is only good to know is not counted. */
export function violationCounts({ policies }: Review): string {
  const grave = (all: readonly ReviewViolation[] = []) => all.filter(({ level }) => level !== "info").length;
  const [added, removed] = [grave(policies?.added), grave(policies?.removed)];
  const violations = (count: number) => `${count} policy ${count === 1 ? "violation" : "violations"}`;
  if (added > 0 && removed > 0) return `adds ${violations(added)}, removes ${removed}`;
  return added > 0 ? `adds ${violations(added)}` : removed > 0 ? `removes ${violations(removed)}` : "";
}

/** Whether there is anything to say of policies. */
export function hasPolicyNews({ policies }: Review): boolean {
  return (
    policies !== undefined && (policies.added.length + policies.removed.length > 0 || policies.undecided !== undefined)
  );
}
