import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Plan, plan } from "../../plan/plan.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import { isTeam } from "../../plan/team.ts";
import { repository } from "../../project/repository.ts";
import type { Review } from "../../review/change.ts";
import { compareSubscriptions } from "../../review/compare.ts";
import { readSubscriptionSet } from "../../subscription-set/subscription-set.ts";
import type { Adoption } from "../../team-files/adopt/adopt.ts";

/**
 * The plan that a team file makes by itself, before it is one of `infra/teams`: its text is loaded from the ignored
 * folder of the repository, where "#acs-events" means the same.
 */
export async function planOfText(text: string, file: string, settings: StackSettings): Promise<Plan> {
  const folder = join(repository, ".acs-events", "import", `draft-${randomBytes(4).toString("hex")}`);
  await mkdir(folder, { recursive: true });
  try {
    const path = join(folder, "team.ts");
    await writeFile(path, text);
    const module: { readonly default?: unknown } = await import(pathToFileURL(path).href);
    if (!isTeam(module.default)) throw new Error("the text exports no team");
    return plan([{ file, team: module.default }], settings);
  } catch (error) {
    return plan([{ file, error }], settings);
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
  const all = [...planned.subscriptions, ...planned.leftOut.map((one) => one.planned)];
  const head = readSubscriptionSet(JSON.parse(JSON.stringify(all))).subscriptions;
  return compareSubscriptions(adopted, head);
}
