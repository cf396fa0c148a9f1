import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Plan, plan } from "../plan/plan.ts";
import { renderProblems } from "../plan/problem.ts";
import { deployedBy } from "../plan/team-stacks.ts";
import type { StackConfig } from "../stack/schema.ts";
import { UserError } from "../text/user-error.ts";
import { soundConfigurationOf } from "./configuration-of.ts";
import { loadTeams } from "./load-teams.ts";
import { repository } from "./repository.ts";

/**
 * The plan of a stack of this repository, made of its configuration file and the team files: of all that its topic has,
 * or, for the stack of a team, of the team's part. Throws a `UserError` with the whole report
 * where anything is wrong with them.
 */
export async function planOfStack(stack: string): Promise<Plan> {
  const { settings, config, teamStack } = soundConfigurationOf(stack);
  const made = plan(await loadTeams(), settings);
  if (made.problems.length > 0) throw new UserError(renderProblems(made.problems, stack));
  const remediated = await asRemediated(made, config);
  return teamStack === undefined ? remediated : { ...remediated, ...deployedBy(remediated, stack) };
}

/**
 * The plan with what policies at the level "remediate" set right, since that is what the engine deploys. The policies
 * are loaded only where the stack's configuration of them has the word: without it, nothing is remediated.
 */
async function asRemediated(made: Plan, config: StackConfig): Promise<Plan> {
  const file = join(repository, "policies", "config", `${made.stack}.json`);
  if (!existsSync(file) || !readFileSync(file, "utf8").includes("remediate")) return made;
  const { readPolicyConfig } = await import("./policy-config-file.ts");
  const { secretsByEndpoint } = await import("../policies/endpoint-secrets.ts");
  const { remediatePlan } = await import("../policies/remediate.ts");
  const policies = readPolicyConfig(repository, made.stack);
  if (!policies.ok) throw new UserError(renderProblems(policies.problems, made.stack));
  const judged = { stack: made.stack, subscriptions: made.subscriptions, secrets: secretsByEndpoint(config.secrets) };
  const today = new Date().toISOString();
  return { ...made, subscriptions: remediatePlan(judged, policies.config, { today }).subscriptions };
}
