import { renderProblems } from "../plan/problem.ts";
import { saidOnce } from "../policies/deduplicate-findings.ts";
import { secretsByEndpoint } from "../policies/endpoint-secrets.ts";
import { evaluatePolicies } from "../policies/evaluate.ts";
import type { Project } from "../project/project.ts";
import type { SubscriptionFinding, SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { UserError } from "../text/user-error.ts";

/**
 * The findings of the project's own plan together with what its policies say of it before the engine runs them, each
 * thing once. Throws a `UserError` with the whole report when their configuration is wrong.
 */
export async function withPolicyFindings(
  project: Project,
  findings: readonly SubscriptionFinding[],
  stack: string,
  subscriptions: readonly SubscriptionRecord[],
  today: string,
): Promise<readonly SubscriptionFinding[]> {
  const parsed = await project.stack(stack);
  // The stack of a team is judged as the stack whose topic it adds to.
  const policies = await project.policyConfig(parsed.ok ? parsed.environment : stack);
  if (!policies.ok) throw new UserError(renderProblems(policies.problems, stack));
  const secrets = parsed.ok ? secretsByEndpoint(parsed.config.secrets) : undefined;
  const judged = { stack, subscriptions, secrets };
  return saidOnce(findings, evaluatePolicies(judged, policies.config, { today, rules: await project.rules() }));
}
