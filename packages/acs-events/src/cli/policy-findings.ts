import { renderProblems } from "../plan/problem.ts";
import { saidOnce } from "../policies/deduplicate-findings.ts";
import { secretsByEndpoint } from "../policies/endpoint-secrets.ts";
import { evaluatePolicies } from "../policies/evaluate.ts";
import { configurationOf } from "../project/configuration-of.ts";
import { readPolicyConfig } from "../project/policy-config-file.ts";
import { repository } from "../project/repository.ts";
import type { SubscriptionFinding, SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { UserError } from "../text/user-error.ts";

/**
 * The findings of this repository's own plan together with what its policies say of it before the engine runs them, each
 * thing once. Throws a `UserError` with the whole report when their configuration is wrong.
 */
export function withPolicyFindings(
  findings: readonly SubscriptionFinding[],
  stack: string,
  subscriptions: readonly SubscriptionRecord[],
  today: string,
): readonly SubscriptionFinding[] {
  const parsed = configurationOf(stack);
  // The stack of a team is judged as the stack whose topic it adds to.
  const policies = readPolicyConfig(repository, parsed.ok ? parsed.environment : stack);
  if (!policies.ok) throw new UserError(renderProblems(policies.problems, stack));
  const secrets = parsed.ok ? secretsByEndpoint(parsed.config.secrets) : undefined;
  return saidOnce(findings, evaluatePolicies({ stack, subscriptions, secrets }, policies.config, { today }));
}
