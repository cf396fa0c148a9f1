import { fileURLToPath } from "node:url";
import type { Plan } from "../plan/plan.ts";
import type { ProjectDefinition } from "../project/definition.ts";
import { planOf as planOfProject, soundStack } from "../project/plan-of.ts";
import { type Project, workingTree } from "../project/project.ts";

/** The project that a definition stands for, as it is in the working tree. */
export function projectOf({ root }: ProjectDefinition): Project {
  return workingTree(fileURLToPath(root).replace(/[\\/]$/, ""));
}

/**
 * What the stack `stack` of a project declares. Rejects with the whole report where team files or configuration are
 * wrong.
 */
export function planOf(project: ProjectDefinition, stack = "dev"): Promise<Plan> {
  return planOfProject(projectOf(project), stack);
}

/** The part of one team. Rejects where the stack has no such team. */
export async function teamPlanOf(project: ProjectDefinition, team: string, stack = "dev"): Promise<Plan> {
  const plan = await planOf(project, stack);
  const subscriptions = plan.subscriptions.filter((one) => one.team === team);
  if (subscriptions.length > 0) return { ...plan, subscriptions };
  const teams = [...new Set(plan.subscriptions.map((one) => one.team))].join(", ");
  throw new Error(`The stack "${stack}" has no subscription of a team "${team}"; it has those of ${teams || "none"}.`);
}

/** The values that team files ask for (`acs-events:values`), as the configuration of a stack has them. */
export async function stackValues<Values>(project: ProjectDefinition<Values>, stack = "dev"): Promise<Values> {
  const { config } = await soundStack(projectOf(project), stack);
  // The configuration was parsed by this very schema.
  return config.values as Values;
}
