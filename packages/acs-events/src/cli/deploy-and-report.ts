import { confirm, isCancel } from "@clack/prompts";
import pc from "picocolors";
import type { DeploymentProgress } from "../deployment/deploy-stacks.ts";
import { deployTeamStacks, SharedStackMissing, type TeamStackToDeploy } from "../deployment/deploy-team-stacks.ts";
import { type DeploymentReport, exitStatusOf } from "../deployment/report.ts";
import { type PolicyEngine, type PolicyPackOptions, policyPackForDeployment } from "../policies/engine-options.ts";
import type { Project } from "../project/project.ts";
import { findEngine } from "../setup/engine.js";
import { UserError } from "../text/user-error.ts";
import { currentProject } from "./current-project.ts";
import { interruptible } from "./interruptible.ts";
import { progressOutput } from "./progress-output.ts";
import { renderDeployment, renderDeploymentStep, statusLine } from "./render/deployment.ts";
import { type TeamStacksToDeploy, teamStacksToDeploy } from "./team-stacks-to-deploy.ts";

export interface DeploymentRequest {
  readonly stack: string | undefined;
  readonly allTeams: boolean;
  readonly teams: readonly string[] | undefined;
  readonly concurrency: number;
  readonly preview: boolean;
  readonly skipPreview: boolean;
  readonly format: "text" | "json";
  readonly yes: boolean;
}

/**
 * Deploys the stacks of teams, tells what happens while it happens, and prints the report. Answers the exit status: 0,
 * all are deployed; 2, some are not; 130, it was interrupted. Throws a `UserError` where it could not begin.
 */
export async function deployAndReport(request: DeploymentRequest): Promise<number> {
  const { allTeams, teams, preview, concurrency, format } = request;
  if (allTeams && teams !== undefined) throw new UserError("Say --all-teams or --team, not both.");
  if (preview && request.skipPreview) throw new UserError("Say --preview or --skip-preview, not both.");
  const project = currentProject();
  const asked = await teamStacksToDeploy(project, request.stack, allTeams ? "all" : teams);
  const engine = findEngine();
  if (engine === undefined) throw new UserError("There is no Pulumi engine here yet; run `npm run setup`.");
  const policies = await policiesOf(project, asked.environment, engine);
  await confirmed(request, asked);

  const output = progressOutput(format === "json" ? process.stderr : process.stdout);
  const status = statusLine(asked.teams.length);
  output.say(pc.bold(heading(asked, preview, concurrency)));
  if (policies.policyPacks.length === 0)
    output.say(pc.yellow("This engine cannot run the policies; nothing is judged by them."));
  const interruption = interruptible();
  let report: DeploymentReport;
  try {
    report = await deployTeamStacks({
      repository: project.root,
      engine,
      ...asked,
      ...policies,
      mode: preview ? "preview" : request.skipPreview ? "update-at-once" : "update",
      concurrency,
      signal: interruption.signal,
      onFolder: interruption.guard,
      progress: (step: DeploymentProgress<TeamStackToDeploy>) => {
        const line = renderDeploymentStep(step, preview, output.isTerminal);
        if (line !== undefined) output.say(line);
        output.status(status(step));
      },
    });
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    if (error instanceof SharedStackMissing) throw new UserError(error.message);
    throw error;
  } finally {
    output.end();
    interruption.end();
  }
  console.log(format === "json" ? JSON.stringify(report, undefined, 2) : `\n${renderDeployment(report)}`);
  return exitStatusOf(report);
}

async function policiesOf(project: Project, environment: string, engine: PolicyEngine): Promise<PolicyPackOptions> {
  try {
    return await policyPackForDeployment(project, environment, engine);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}

function heading({ teams, environment }: TeamStacksToDeploy, preview: boolean, concurrency: number): string {
  const stacks = teams.length === 1 ? "1 stack" : `${teams.length} stacks`;
  const atATime = teams.length > concurrency ? `, ${concurrency} at a time` : "";
  return `${preview ? "Previewing" : "Deploying"} ${stacks} on the topic of ${environment}${atATime}`;
}

/** A person who deploys is asked once; a program gives `--yes`. */
async function confirmed({ preview, yes, format }: DeploymentRequest, asked: TeamStacksToDeploy): Promise<void> {
  if (preview || yes) return;
  const { teams, environment } = asked;
  if (format === "json" || process.stdin.isTTY !== true || process.stdout.isTTY !== true) {
    throw new UserError("Nobody is here to be asked: say --yes to deploy, or --preview to see what would change.");
  }
  const names = teams.map(({ team }) => team).join(", ");
  const message = `Deploy ${teams.length === 1 ? "the stack" : `the ${teams.length} stacks`} of ${names} on the topic of ${environment}?`;
  const answer = await confirm({ message });
  if (isCancel(answer) || !answer) throw new UserError("Nothing was deployed.");
}
