import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../plan/plan.ts";
import { UserError } from "../text/user-error.ts";
import { writeWhole } from "./atomic-write.ts";
import { repository } from "./repository.ts";

/** Where the plan of a stack is committed, relative to the repository. */
export function planFile(stack: string): string {
  return `infra/plans/${stack}.json`;
}

/**
 * The plan as JSON, sorted and stable. `places` adds the line where each subscription is declared; the committed file
 * goes without, since lines move with every edit and a plan only with its meaning.
 */
export function renderPlanFile(plan: Plan, { places }: { readonly places: boolean }): string {
  const subscriptions = places
    ? plan.subscriptions
    : plan.subscriptions.map(({ declaredAt: _, ...subscription }) => subscription);
  return `${JSON.stringify(subscriptions, null, 2)}\n`;
}

/** The plan of an environment has the subscriptions of all its teams, whichever stack deploys them; a part has no file. */
export async function refusePartOfPlan(stack: string, whole: (environment: string) => string): Promise<void> {
  // Reading a stack's configuration takes two libraries, which most commands do without.
  const { environmentOf } = await import("./configuration-of.ts");
  const environment = environmentOf(stack);
  if (environment === undefined || environment === stack) return;
  throw new UserError(`The plan of "${stack}" is a part of ${planFile(environment)}; ${whole(environment)}`);
}

/** Writes the committed plan of `stack`; tells whether it changed. Written beside and renamed, so that it is never half. */
export async function writePlanFile(stack: string, plan: Plan): Promise<boolean> {
  const file = join(repository, planFile(stack));
  const text = renderPlanFile(plan, { places: false });
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before === text) return false;
  await writeWhole(file, text);
  return true;
}
