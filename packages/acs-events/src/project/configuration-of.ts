import { renderProblems } from "../plan/problem.ts";
import type { ParsedStack, Stack } from "../stack/stack.ts";
import { UserError } from "../text/user-error.ts";
import { repository } from "./repository.ts";
import { readStackFile } from "./stack-files.ts";

/**
 * The configuration of a stack, mistakes and all; `root` is the repository. Throws a `UserError` where there is no such
 * stack, or no YAML in its file.
 */
export function configurationOf(stack: string, root: string = repository): ParsedStack {
  try {
    return readStackFile(root, stack);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}

/** The same, for who can do nothing with mistakes in it: throws a `UserError` with the whole report of them. */
export function soundConfigurationOf(stack: string, root: string = repository): Stack {
  const parsed = configurationOf(stack, root);
  if (!parsed.ok) throw new UserError(renderProblems(parsed.problems, stack));
  return parsed;
}

/** The stack with the topic that `stack` deploys to, most often itself; undefined where nothing says. */
export function environmentOf(stack: string): string | undefined {
  try {
    const parsed = readStackFile(repository, stack);
    return parsed.ok ? parsed.environment : undefined;
  } catch {
    return undefined;
  }
}
