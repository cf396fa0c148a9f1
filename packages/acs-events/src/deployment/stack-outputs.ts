import { StackNotFoundError } from "../engine/automation.ts";
import type { Engine } from "../engine/engine.ts";
import { UserError } from "../text/user-error.ts";
import { stackOpener } from "./engine-stack.ts";
import { reasonsOf } from "./reasons.ts";

/**
 * The outputs of a deployed stack by their names; secrets among them are plain. Backend and login are those of
 * `pulumi login`. Throws a `UserError` where the stack is not there or cannot be read.
 */
export async function stackOutputs(
  repository: string,
  engine: Engine,
  stack: string,
): Promise<Readonly<Record<string, unknown>>> {
  const open = await stackOpener(repository, engine);
  try {
    const outputs = await (await open(repository, stack)).outputs();
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]));
  } catch (error) {
    if (error instanceof StackNotFoundError) {
      throw new UserError(`The stack "${stack}" is not deployed yet. Deploy it first: pulumi up --stack ${stack}`);
    }
    throw new UserError(`The stack "${stack}" could not be read: ${reasonsOf(error, []).join("; ")}`);
  }
}
