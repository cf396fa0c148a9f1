import { readStackFile } from "../infra/config/from-yaml.ts";
import { settingsOf } from "../infra/config/parse.ts";
import { loadTeams } from "../infra/load-teams.ts";
import { type Plan, plan } from "../infra/subscriptions/plan.ts";
import { renderProblems } from "../infra/subscriptions/problem.ts";
import { repository } from "./repository.ts";
import { UserError } from "./user-error.ts";

/**
 * The plan of a stack of this repository, made of its configuration file and the team files. Throws a `UserError` with
 * the whole report where anything is wrong with them.
 */
export async function planOfStack(stack: string): Promise<Plan> {
  const parsed = readConfig(stack);
  if (!parsed.ok) throw new UserError(renderProblems(parsed.problems, stack));
  const made = plan(await loadTeams(), settingsOf(parsed.config, stack));
  if (made.problems.length > 0) throw new UserError(renderProblems(made.problems, stack));
  return made;
}

function readConfig(stack: string): ReturnType<typeof readStackFile> {
  try {
    return readStackFile(repository, stack);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}
