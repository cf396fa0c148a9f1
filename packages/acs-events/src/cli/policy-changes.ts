import type { PolicyChanges } from "../review/policy-changes.ts";
import type { ReviewInputs } from "./input/review-inputs.ts";
import { meansRevision } from "./input/subscriptions.ts";
import type { Circumstances } from "./policy-changes-between.ts";

/**
 * What a change means for the policies. Undefined where a side is no plan of this repository, since other people's
 * subscriptions are not judged; the policies are not even loaded then. Throws as `judgedSides` does.
 */
export async function policyChanges(
  base: string,
  head: string | undefined,
  sides: Pick<ReviewInputs, "base" | "head">,
  circumstances: Circumstances,
): Promise<PolicyChanges | undefined> {
  if (!(await meansRevision(base)) || (head !== undefined && !(await meansRevision(head)))) return undefined;
  const { judgedSides } = await import("./policy-changes-between.ts");
  return judgedSides(base, head, sides, circumstances);
}
