import { spawn } from "node:child_process";
import { once } from "node:events";
import pc from "picocolors";
import { engineVariables } from "../engine/engine.ts";
import { policyPackForDeployment } from "../policies/engine-options.ts";
import { findEngine } from "../setup/engine.js";
import { UserError } from "../text/user-error.ts";
import { currentProject } from "./current-project.ts";
import { publishAndReport } from "./publish-and-report.ts";

export interface HandlersDeployment {
  readonly stack: string;
  readonly yes: boolean;
  /** Only shows what the first step would change. */
  readonly preview: boolean;
  readonly resourceManager: string;
}

/**
 * Deploys a stack and its handlers, in the order in which Azure takes them: everything but the subscriptions to functions
 * that are not there yet, then the code, then those subscriptions. Each `pulumi up` shows and asks by itself. Answers the
 * exit status of the first step that fails.
 */
export async function deployHandlers(deployment: HandlersDeployment): Promise<number> {
  const { stack, yes, preview, resourceManager } = deployment;
  if (!yes && !preview && process.stdin.isTTY !== true) {
    throw new UserError("Nobody is here to be asked: say --yes to deploy, or --preview to see what would change.");
  }
  const steps: readonly (readonly [string, () => Promise<number>])[] = [
    [`1 of 3: pulumi ${preview ? "preview" : "up"}`, () => pulumi(preview ? "preview" : "up", stack, yes)],
    ["2 of 3: acs-events publish", () => publishAndReport({ stack, resourceManager, format: "text" })],
    ["3 of 3: pulumi up, for the subscriptions to functions", () => pulumi("up", stack, yes)],
  ];
  for (const [title, run] of preview ? steps.slice(0, 1) : steps) {
    console.log(pc.bold(title));
    const status = await run();
    if (status !== 0) return status;
  }
  return 0;
}

async function pulumi(verb: "up" | "preview", stack: string, yes: boolean): Promise<number> {
  const engine = findEngine();
  if (engine === undefined) throw new UserError("There is no Pulumi engine here yet; run `npm run setup`.");
  const project = currentProject();
  const { policyPacks, policyPackConfigs } = await policyPackForDeployment(project, stack, engine);
  const args = [
    verb,
    "--stack",
    stack,
    ...(yes && verb === "up" ? ["--yes"] : []),
    ...policyPacks.flatMap((pack) => ["--policy-pack", pack]),
    ...policyPackConfigs.flatMap((config) => ["--policy-pack-config", config]),
  ];
  const env = { ...process.env, ...engineVariables(project.root, engine) };
  const child = spawn(engine.pulumi, args, { cwd: project.root, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 130;
}
