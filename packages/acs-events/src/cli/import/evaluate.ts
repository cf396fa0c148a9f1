import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Plan, plan } from "../../plan/plan.ts";
import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import { loadTeam } from "../../project/load-teams.ts";
import type { Review } from "../../review/change.ts";
import { compareSubscriptions } from "../../review/compare.ts";
import { readSubscription } from "../../subscription-set/read-subscription.ts";
import { recordOf } from "../../subscription-set/record-of.ts";
import type { SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import type { Adoption } from "../../team-files/adopt/adopt.ts";

/**
 * The plan that a team file makes by itself, before it is one of `infra/teams`: its text is loaded from the ignored
 * folder of the project at `root`, where "#acs-events" means the same.
 */
export async function planOfText(root: string, text: string, file: string, settings: StackSettings): Promise<Plan> {
  const folder = join(root, ".acs-events", "import", `draft-${randomBytes(4).toString("hex")}`);
  await mkdir(folder, { recursive: true });
  try {
    const from = join(folder, "team.ts");
    await writeFile(from, text);
    return plan([await loadTeam(root, file, { from })], settings);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The stack as it will be with the endpoints that were found; what waits for an address is planned all the same. */
export function withEndpoints(settings: StackSettings, { endpoints }: Pick<Adoption, "endpoints">): StackSettings {
  // Which team has a stack of its own is of no interest to what is declared.
  const { teamStacks: _, ...others } = settings;
  const found = [...endpoints].map(([name, { endpoint }]) => [name, endpoint] as const);
  return { ...others, endpoints: { ...settings.endpoints, ...Object.fromEntries(found) } };
}

/** What `review` says of the planned team file against what it was made of. */
export function reviewAgainstSource({ adopted }: Pick<Adoption, "adopted">, planned: Plan): Review {
  return compareSubscriptions(adopted, planned.subscriptions.map(deployed));
}

/** What is pending waits for an address that the input may well have: it is compared as what it will be. */
function deployed({ pending, ...planned }: PlannedSubscription): SubscriptionRecord {
  if (pending !== true) return recordOf(planned);
  return readSubscription({ json: { ...planned, destination: { ...planned.destination, endpointUrl: "[unknown]" } } })
    .record;
}
