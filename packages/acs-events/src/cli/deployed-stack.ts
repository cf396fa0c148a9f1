import { z } from "zod";
import { findEngine } from "../setup/engine.js";
import { UserError } from "../text/user-error.ts";
import { currentProject } from "./current-project.ts";

/** What commands ask of a stack that is deployed: its outputs, read as far as they are needed. */
const deployed = z.looseObject({
  undeliveredEvents: z.looseObject({ storageAccount: z.string(), container: z.string() }).optional(),
  endpoints: z.record(z.string(), z.looseObject({ id: z.string(), queueName: z.string().optional() })).default({}),
  functionApp: z.looseObject({ id: z.string() }).optional(),
});

export type DeployedStack = z.infer<typeof deployed>;

/** Reads the outputs of a deployed stack. Throws a `UserError` where there is none, or no Pulumi engine. */
export async function deployedStack(stack: string): Promise<DeployedStack> {
  const engine = findEngine();
  if (engine === undefined) throw new UserError("There is no Pulumi engine here yet; run `npm run setup`.");
  const { stackOutputs } = await import("../deployment/stack-outputs.ts");
  const read = deployed.safeParse(await stackOutputs(currentProject().root, engine, stack));
  if (read.success) return read.data;
  const where = read.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new UserError(`The stack "${stack}" has outputs of another form (${where}). Deploy it again: pulumi up`);
}
