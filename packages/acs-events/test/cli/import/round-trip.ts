import { planOfText, reviewAgainstSource, withEndpoints } from "../../../src/cli/import/evaluate.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import type { StackSettings } from "../../../src/plan/stack-settings.ts";
import type { Review } from "../../../src/review/change.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { type Adoption, adopt } from "../../../src/team-files/adopt/adopt.ts";
import { sampleRoot } from "../../sample-project.ts";

export const topic =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso/providers/Microsoft.EventGrid/systemTopics/contoso-events";

export const stack: StackSettings = {
  name: "dev",
  endpoints: {},
  defaults: {},
  deadLetterContainer: "undelivered",
  values: {},
};

export interface RoundTrip {
  readonly adoption: Adoption;
  readonly planned: Plan;
  readonly review: Review;
}

/** Reads `json`, writes the team file, loads that, plans it, and compares the plan with what was read. */
export async function roundTrip(json: unknown, settings: StackSettings = stack): Promise<RoundTrip> {
  const { subscriptions } = readSubscriptionSet(json);
  const options = { team: "support", owner: "support@contoso.example", stack: settings, topicOfStack: topic };
  const adoption = adopt(subscriptions, options);
  const planned = await planOfText(
    sampleRoot,
    adoption.text,
    "infra/teams/support.ts",
    withEndpoints(settings, adoption),
  );
  return { adoption, planned, review: reviewAgainstSource(adoption, planned) };
}

export function idsOf({ findings }: Adoption): string[] {
  return [...new Set(findings.map(({ id }) => id))].sort();
}
