import { planFolder, stalePlanFiles } from "../project/committed-plan.ts";
import type { ProjectDefinition } from "../project/definition.ts";
import { planOf } from "../project/plan-of.ts";
import { projectOf } from "./plan-of.ts";

/**
 * Rejects where the committed plan of a stack is not what the team files declare: a change of a filter shows in the pull
 * request because of it. The message says how to accept the change.
 */
export async function expectCommittedPlan(definition: ProjectDefinition, stack = "dev"): Promise<void> {
  const project = projectOf(definition);
  const stale = stalePlanFiles(project.root, await planOf(project, stack));
  if (stale.length === 0) return;
  throw new Error(
    `The committed plan of the stack "${stack}" (${planFolder(stack)}) is not what the team files declare: ${stale.join(", ")}.\nReview the change: npx acs-events review HEAD\nAccept it: npx acs-events plan --stack ${stack} --write, and commit what it writes.`,
  );
}
