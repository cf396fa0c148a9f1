import { readStackFile } from "../infra/config/from-yaml.ts";
import type { ParsedStack } from "../infra/config/stack.ts";
import { repository } from "./repository.ts";
import { UserError } from "./user-error.ts";

/** The configuration of a stack of this repository. Throws a `UserError` where there is no such stack, or no YAML in its file. */
export function configurationOf(stack: string): ParsedStack {
  try {
    return readStackFile(repository, stack);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
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
