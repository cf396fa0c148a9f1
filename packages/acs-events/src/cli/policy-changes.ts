import type { PolicyChanges } from "../review/policy-changes.ts";
import type { ReviewInputs } from "./input/review-inputs.ts";
import { meansRevision } from "./input/subscriptions.ts";
import type { ReviewContext } from "./policy-changes-between.ts";

/**
 * What a change means for the policies. Undefined where a side is not a plan of the project, since other people's
 * subscriptions are not judged; the policies are not even loaded then. Throws as `policyChangesBetween` does.
 */
export async function policyChanges(
  base: string,
  head: string | undefined,
  sides: Pick<ReviewInputs, "base" | "head">,
  context: ReviewContext,
): Promise<PolicyChanges | undefined> {
  if (!(await meansRevision(base)) || (head !== undefined && !(await meansRevision(head)))) return undefined;
  const [{ currentProject }, { policyChangesBetween }] = await Promise.all([
    import("./current-project.ts"),
    import("./policy-changes-between.ts"),
  ]);
  return policyChangesBetween(currentProject(), base, head, sides, context);
}
