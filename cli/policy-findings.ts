import { readStackFile } from "../infra/config/from-yaml.ts";
import { renderProblems } from "../infra/subscriptions/problem.ts";
import type { SubscriptionRecord } from "../infra/subscriptions/subscription-record.ts";
import { readPolicyConfig } from "../policies/config-file.ts";
import { secretsByEndpoint } from "../policies/endpoint-secrets.ts";
import { evaluatePolicies, type PolicyFinding } from "../policies/evaluate.ts";
import { repository } from "./repository.ts";
import { UserError } from "./user-error.ts";

/**
 * What the policies of this repository say of its own plan, before the engine runs them. Throws a `UserError` with the
 * whole report when their configuration is wrong.
 */
export function policyFindings(
  stack: string,
  subscriptions: readonly SubscriptionRecord[],
  today: string,
): readonly PolicyFinding[] {
  const policies = readPolicyConfig(repository, stack);
  if (!policies.ok) throw new UserError(renderProblems(policies.problems, stack));
  const parsed = readStackFile(repository, stack);
  const secrets = parsed.ok ? secretsByEndpoint(parsed.config.secrets) : undefined;
  return evaluatePolicies({ stack, subscriptions, secrets }, policies.config, { today }).findings;
}
