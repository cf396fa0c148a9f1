import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Stack, StackNotFoundError } from "../engine/automation.ts";
import { type DeploymentClock, wallClock } from "../engine/clock.ts";
import type { Engine } from "../engine/engine.ts";
import { type DeploymentFolder, makeDeploymentFolder } from "../engine/workspace.ts";
import { teamStackName } from "../plan/team-stacks.ts";
import { forTeamStacks } from "../pulumi/shared-stack.ts";
import { usualAttempts } from "./backoff.ts";
import { type DeploymentProgress, deployStacks } from "./deploy-stacks.ts";
import { attemptOn, type Mode, stackOpener } from "./engine-stack.ts";
import { reasonsOf } from "./reasons.ts";
import { type DeploymentReport, reportOf } from "./report.ts";
import { type TeamStackFile, teamStackFile } from "./team-stack-file.ts";

export interface TeamStacks {
  readonly repository: string;
  readonly engine: Engine;
  /** The stack that has the topic, by its name in the repository. */
  readonly environment: string;
  /** Where the stacks are, on a backend that has organizations; if omitted, it is the user's default. */
  readonly organization?: string;
  readonly teams: readonly TeamToDeploy[];
  readonly mode: Mode;
  readonly policyPacks: readonly string[];
  readonly policyPackConfigs: readonly string[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Called with the folder as soon as it exists, for a process that may be interrupted. */
  readonly onFolder?: (folder: DeploymentFolder) => void;
  readonly progress: (step: DeploymentProgress<TeamStackToDeploy>) => void;
  /** If omitted, it is the time of this machine. */
  readonly clock?: DeploymentClock;
}

export interface TeamToDeploy {
  readonly team: string;
  /** The names of the subscriptions that its stack deploys. */
  readonly planned: readonly string[];
}

export interface TeamStackToDeploy extends TeamToDeploy {
  readonly stack: string;
  readonly file: TeamStackFile;
}

/** There is nothing for the teams' stacks to add to; the message says what to deploy first. */
export class SharedStackMissing extends Error {
  override readonly name = "SharedStackMissing";
}

/**
 * Deploys the stacks of teams, or looks at what would change. What fails in one of them is in the report; throws
 * `SharedStackMissing` where none of them could work, and nothing was tried then. No file is left behind.
 */
export async function deployTeamStacks(deployment: TeamStacks): Promise<DeploymentReport> {
  const { repository, environment, teams, mode, clock = wallClock } = deployment;
  const fileOf = (stack: string): string => join(repository, `Pulumi.${stack}.yaml`);
  const sharedFile = await readFile(fileOf(environment), "utf8");
  const stacks = await Promise.all(
    teams.map(async (team): Promise<TeamStackToDeploy> => {
      const stack = teamStackName(environment, team.team);
      const own = existsSync(fileOf(stack)) ? await readFile(fileOf(stack), "utf8") : undefined;
      return { ...team, stack, file: teamStackFile(environment, sharedFile, own) };
    }),
  );
  const folder = await makeDeploymentFolder(repository, environment);
  deployment.onFolder?.(folder);
  try {
    const open = await stackOpener(repository, deployment.engine);
    const sharedFolder = await folder.of(environment, sharedFile);
    for (const reference of new Set(stacks.map(({ file }) => file.sharedStack))) {
      await requireShared(await open(sharedFolder, qualified(reference, deployment)), environment);
    }
    const start = clock.now();
    const results = await deployStacks(stacks, {
      ...deployment,
      attempts: usualAttempts,
      clock,
      random: Math.random,
      attempt: async ({ stack, file, planned }) => {
        const inside = await folder.of(stack, file.text);
        const opened = await open(inside, qualified(stack, deployment), file.secretsProvider);
        return attemptOn(opened, { ...deployment, planned });
      },
    });
    return reportOf({ environment, preview: mode === "preview" }, results, (clock.now() - start) / 1_000);
  } finally {
    await folder.remove();
  }
}

function qualified(stack: string, { organization }: Pick<TeamStacks, "organization">): string {
  return organization === undefined || stack.includes("/") ? stack : `${organization}/${stack}`;
}

/** Asked once for all: each team's program would fail for the same reason, a hundred times. */
async function requireShared(shared: Stack, environment: string): Promise<void> {
  const first = `Deploy that stack first: pulumi up --stack ${shared.name}`;
  let outputs: Awaited<ReturnType<Stack["outputs"]>>;
  try {
    outputs = await shared.outputs();
  } catch (error) {
    if (error instanceof StackNotFoundError) {
      throw new SharedStackMissing(`The stack "${shared.name}", which has the topic, is not there. ${first}`);
    }
    throw new SharedStackMissing(`The stack "${shared.name}" could not be read: ${reasonsOf(error, []).join("; ")}`);
  }
  if (outputs[forTeamStacks] === undefined) {
    throw new SharedStackMissing(
      `The stack "${shared.name}" was not deployed since Pulumi.${environment}.yaml lists teams with stacks of their own: it has no output "${forTeamStacks}". ${first}`,
    );
  }
}
