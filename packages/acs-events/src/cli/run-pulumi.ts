import { spawn } from "node:child_process";
import { type Engine, engineVariables } from "../engine/engine.ts";
import { policyPackForDeployment } from "../policies/engine-options.ts";
import { environmentOf } from "../project/plan-of.ts";
import type { Project } from "../project/project.ts";
import { findEngine } from "../setup/engine.js";
import { engineForImport } from "../setup/import-host.js";
import { SetupProblem } from "../setup/problem.js";
import { UserError } from "../text/user-error.ts";
import { currentProject } from "./current-project.ts";

/**
 * Runs the engine in the project, on this terminal; answers its exit status. Throws a `UserError` where there is no
 * engine, or where the configuration of the policies is wrong.
 */
export async function runPulumi(args: readonly string[], withPolicies: boolean): Promise<number> {
  const project = currentProject();
  const found = findEngine();
  if (found === undefined) throw new UserError("There is no Pulumi engine here yet; run `npm run setup`.");
  const engine = await engineFor(args, found);
  const policies = withPolicies ? await policyArguments(project, args, engine) : [];
  return new Promise((resolve, reject) => {
    const child = spawn(engine.pulumi, [...args, ...policies], {
      cwd: project.root,
      stdio: "inherit",
      env: { ...process.env, ...engineVariables(project.root, engine) },
    });
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? 1));
  });
}

/** The engine for what is asked of it: one that was built here writes the program of an import with another language host. */
async function engineFor(args: readonly string[], engine: Engine): Promise<Engine> {
  if (!args.includes("import") || args.includes("--generate-code=false")) return engine;
  try {
    return await engineForImport(engine);
  } catch (error) {
    if (error instanceof SetupProblem) throw new UserError(error.message);
    throw error;
  }
}

async function policyArguments(project: Project, args: readonly string[], engine: Engine): Promise<readonly string[]> {
  const stack = stackIn(args);
  if (stack === undefined) throw new UserError("--with-policies needs the stack: say --stack and its name.");
  const name = stack.slice(stack.lastIndexOf("/") + 1);
  // The stack of a team has the policies of the stack whose topic it adds to.
  const environment = (await environmentOf(project, name)) ?? name;
  try {
    const { policyPacks, policyPackConfigs } = await policyPackForDeployment(project, environment, engine);
    return [
      ...policyPacks.flatMap((pack) => ["--policy-pack", pack]),
      ...policyPackConfigs.flatMap((config) => ["--policy-pack-config", config]),
    ];
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}

function stackIn(args: readonly string[]): string | undefined {
  const joined = args.find((one) => one.startsWith("--stack="));
  if (joined !== undefined) return joined.slice("--stack=".length);
  const at = args.findIndex((one) => one === "--stack" || one === "-s");
  return at < 0 ? undefined : args[at + 1];
}
