import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Plan, plan } from "../plan/plan.ts";
import { renderProblems } from "../plan/problem.ts";
import { deployedBy } from "../plan/team-stacks.ts";
import type { StackConfig } from "../stack/schema.ts";
import type { Stack } from "../stack/stack.ts";
import { UserError } from "../text/user-error.ts";
import { policyConfigFile } from "./policy-config-file.ts";
import type { Project } from "./project.ts";

/** The configuration of a stack. Throws a `UserError` with the whole report where there are mistakes in it. */
export async function soundStack(project: Project, stack: string): Promise<Stack> {
  const parsed = await project.stack(stack);
  if (!parsed.ok) throw new UserError(renderProblems(parsed.problems, stack));
  return parsed;
}

/** The stack with the topic that `stack` deploys to, most often itself; undefined where nothing says. */
export async function environmentOf(project: Project, stack: string): Promise<string | undefined> {
  const parsed = await project.stack(stack).catch(() => undefined);
  return parsed?.ok === true ? parsed.environment : undefined;
}

/**
 * The plan of a stack of a project, made of its configuration file and the team files: of all that its topic has, or,
 * for the stack of a team, of the team's part. Throws a `UserError` with the whole report where anything is wrong with
 * them.
 */
export async function planOf(project: Project, stack: string): Promise<Plan> {
  const { settings, config, teamStack } = await soundStack(project, stack);
  const made = plan(await project.teams(), settings);
  if (made.problems.length > 0) {
    const { withFilterPlaces } = await import("./filter-places.ts");
    throw new UserError(renderProblems(await withFilterPlaces(project.root, made.problems), stack));
  }
  const remediated = await asRemediated(project, made, config);
  return teamStack === undefined ? remediated : { ...remediated, ...deployedBy(remediated, stack) };
}

/**
 * The plan with what policies at the level "remediate" set right, since that is what the engine deploys. The policies
 * are loaded only where the stack's configuration of them has the word: without it, nothing is remediated.
 */
async function asRemediated(project: Project, made: Plan, config: StackConfig): Promise<Plan> {
  const file = join(project.root, policyConfigFile(made.stack));
  if (!existsSync(file) || !readFileSync(file, "utf8").includes("remediate")) return made;
  const policies = await project.policyConfig(made.stack);
  if (!policies.ok) throw new UserError(renderProblems(policies.problems, made.stack));
  const { secretsByEndpoint } = await import("../policies/endpoint-secrets.ts");
  const { remediatePlan } = await import("../policies/remediate.ts");
  const judged = { stack: made.stack, subscriptions: made.subscriptions, secrets: secretsByEndpoint(config.secrets) };
  const today = new Date().toISOString();
  return {
    ...made,
    subscriptions: remediatePlan(judged, policies.config, { today, rules: await project.rules() }).subscriptions,
  };
}
