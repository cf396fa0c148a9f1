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
