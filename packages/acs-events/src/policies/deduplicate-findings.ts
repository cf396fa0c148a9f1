import type { FindingLevel } from "../filters/finding.ts";
import type { SubscriptionFinding } from "../subscription-set/subscription-record.ts";
import type { PolicyEvaluation, PolicyFinding } from "./evaluate.ts";

/** What a policy and findings of `check` both say of a subscription. */
interface Overlap {
  readonly policy: string;
  readonly findings: readonly string[];
  /** Whether they mean the same, where having the subscription in common is not enough. */
  readonly same?: (finding: SubscriptionFinding, violation: PolicyFinding) => boolean;
}

/** The page of each policy lists its pairs. */
export const overlaps: readonly Overlap[] = Object.freeze([
  { policy: "undelivered-events-kept", findings: ["dead-letter-missing"] },
  {
    policy: "event-types-not-retiring",
    findings: ["service-retires", "service-retires-soon", "service-retired"],
    same: ({ message }, { value }) => message.includes(String(value)),
  },
  { policy: "event-types-listed", findings: ["event-types-all", "event-types-absent", "event-types-empty"] },
  { policy: "prefix-ends-at-segment", findings: ["subject-prefix-inside-segment"] },
  { policy: "filter-can-match", findings: ["filter-never-matches"] },
  {
    policy: "filter-matches-documented-events",
    findings: [
      "filter-matches-nothing-documented",
      "subject-prefix-never-matches",
      "subject-suffix-never-matches",
      "subject-prefix-and-suffix-exclude",
    ],
  },
  {
    policy: "filter-not-shadowed",
    findings: ["subscription-duplicate"],
    same: ({ value }, { related }) => value === related,
  },
  { policy: "webhook-tls", findings: ["webhook-not-https", "webhook-tls-old"] },
  { policy: "webhook-secret-encrypted", findings: ["webhook-secret-in-url"] },
]);

/**
 * Findings and violations of one plan, each thing once. If a finding and a violation mean the same, only the more
 * severe is shown; at equal severity the violation, since a deployment obeys the policy. A mandatory policy is
 * therefore always shown. An exception from the policy also hides the findings that are not more severe than the
 * violation.
 */
export function saidOnce(
  findings: readonly SubscriptionFinding[],
  { findings: violations, excepted }: Pick<PolicyEvaluation, "findings" | "excepted">,
): readonly SubscriptionFinding[] {
  const known = [...violations, ...excepted.map(({ finding }) => finding)];
  const twins = (finding: SubscriptionFinding) => known.filter((violation) => areTwins(finding, violation));
  const spoken = findings.filter((finding) => !twins(finding).some((one) => rank(one.level) <= rank(finding.level)));
  const kept = violations.filter((violation) => !spoken.some((finding) => areTwins(finding, violation)));
  return [...spoken, ...kept.map((violation) => withFix(violation, findings))];
}

/** The correction that the hidden finding suggests. */
function withFix(violation: PolicyFinding, findings: readonly SubscriptionFinding[]): PolicyFinding {
  const fix = findings.find((finding) => finding.path === violation.path && areTwins(finding, violation))?.fix;
  return fix === undefined ? violation : { ...violation, fix };
}

function areTwins(finding: SubscriptionFinding, violation: PolicyFinding): boolean {
  if (finding.subscription.toLowerCase() !== violation.subscription.toLowerCase()) return false;
  const overlap = overlaps.find(({ policy }) => policy === violation.id);
  return overlap?.findings.includes(finding.id) === true && (overlap.same?.(finding, violation) ?? true);
}

const order: readonly FindingLevel[] = ["error", "warning", "info"];

function rank(level: FindingLevel): number {
  return order.indexOf(level);
}
