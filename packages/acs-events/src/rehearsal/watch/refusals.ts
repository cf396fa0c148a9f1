import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import { renderProblems } from "../../plan/problem.ts";
import { secretsByEndpoint } from "../../policies/endpoint-secrets.ts";
import { rehearsedConfig } from "../../policies/engine-options.ts";
import { evaluatePolicies, type PolicyFinding } from "../../policies/evaluate.ts";
import type { Project } from "../../project/project.ts";
import type { StackConfig } from "../../stack/schema.ts";
import { pendingHost } from "../derived-stack.ts";

/**
 * What the mandatory policies of a stack refuse in a plan. They are asked before anything is deployed, so that what was
 * deployed before stays. Throws an `Error` with the whole report where their configuration is wrong.
 */
export async function refusals(
  project: Pick<Project, "policyConfig" | "rules">,
  stack: string,
  { subscriptions, config }: { readonly subscriptions: readonly PlannedSubscription[]; readonly config: StackConfig },
): Promise<readonly PolicyFinding[]> {
  const parsed = await project.policyConfig(stack);
  if (!parsed.ok) throw new Error(renderProblems(parsed.problems, stack));
  const { findings } = evaluatePolicies(
    { stack, subscriptions, secrets: secretsByEndpoint(config.secrets) },
    rehearsedConfig(parsed.config, [pendingHost]),
    { today: new Date().toISOString(), rules: await project.rules() },
  );
  return findings.filter(({ enforcement }) => enforcement === "mandatory");
}
