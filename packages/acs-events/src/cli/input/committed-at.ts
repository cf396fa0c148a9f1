import { atRevision } from "../../project/at-revision.ts";
import { planFolder, readPlanFolder } from "../../project/committed-plan.ts";
import { environmentOf, planOf } from "../../project/plan-of.ts";
import type { Project } from "../../project/project.ts";
import { UserError } from "../../text/user-error.ts";

/**
 * The plan of a stack at a revision, as JSON, and what to call it in a message: the committed one, else what the team
 * files of that revision declare. Nothing, where the revision has no such stack yet. Throws a `UserError` where the
 * stack is a part of another one, or where the revision's files cannot be read.
 */
export async function committedAt(
  project: Project,
  revision: string,
  stack: string,
): Promise<{ readonly name: string; readonly json: readonly unknown[] }> {
  await refusePartOfPlan(project, stack, (whole) => `look at the whole of it: --stack ${whole}`);
  const name = `${revision}:${planFolder(stack)}`;
  const then = await atRevision(project, revision);
  const committed = then.committedPlan(stack);
  if (committed !== undefined) return { name, json: committed.files.flatMap(subscriptionsIn) };
  if (project.stacks.names.includes(stack) && !then.stacks.names.includes(stack)) return { name, json: [] };
  try {
    return { name, json: (await planOf(then, stack)).subscriptions };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The revision ${revision} has no plan of the stack "${stack}" (${planFolder(stack)}), and its team files do not make one: ${why}`,
    );
  }
}

/** The plan of an environment has the subscriptions of all its teams, whichever stack deploys them; a part has no files. */
export async function refusePartOfPlan(
  project: Project,
  stack: string,
  whole: (environment: string) => string,
): Promise<void> {
  const environment = await environmentOf(project, stack);
  if (environment === undefined || environment === stack) return;
  throw new UserError(`The plan of "${stack}" is a part of ${planFolder(environment)}; ${whole(environment)}`);
}

/** The subscriptions of the committed plans in the folder `path`; undefined where it is not a folder of such. */
export async function plansIn(path: string): Promise<readonly unknown[] | undefined> {
  return (await readPlanFolder(path))?.flatMap(subscriptionsIn);
}

/** The subscriptions of one committed plan. Throws a `UserError` where it is not one. */
function subscriptionsIn({ file, text }: { readonly file: string; readonly text: string }): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${file} is not JSON: ${why}`);
  }
  if (Array.isArray(json)) return json;
  throw new UserError(`${file} is not a plan: it must be an array of subscriptions.`);
}
