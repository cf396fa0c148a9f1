import type { TeamToDeploy } from "../deployment/deploy-team-stacks.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import { teamStackName } from "../plan/team-stacks.ts";
import { planOf, soundStack } from "../project/plan-of.ts";
import type { Project } from "../project/project.ts";
import { environmentsOf } from "../project/stack-files.ts";
import { meantHint } from "../text/did-you-mean.ts";
import { UserError } from "../text/user-error.ts";

export interface TeamStacksToDeploy {
  /** The stack with the topic. */
  readonly environment: string;
  readonly organization?: string;
  readonly teams: readonly TeamToDeploy[];
}

/**
 * Whose stacks are asked for. Throws a `UserError` for a stack or a team that is not there, and with the whole report
 * where the configuration or a team's file is wrong: the program of each stack would refuse it.
 * @param stack as it was given: `prod` or `organization/prod`; if omitted, the only one that has team stacks.
 */
export async function teamStacksToDeploy(
  project: Project,
  stack: string | undefined,
  asked: readonly string[] | "all" | undefined,
): Promise<TeamStacksToDeploy> {
  const { environment, organization } = parse(stack ?? (await onlyEnvironment(project)));
  const configured = await soundStack(project, environment);
  if (configured.teamStack !== undefined) {
    const { team } = configured.teamStack;
    throw new UserError(
      `"${environment}" is the stack of the team "${team}"; say --stack ${configured.environment} --team ${team}.`,
    );
  }
  const listed = configured.config.teamStacks;
  if (listed.length === 0) {
    throw new UserError(
      `Pulumi.${environment}.yaml lists no team under acs-events:teamStacks, so everything is in the stack "${environment}" itself; deploy it with: pulumi up --stack ${environment}`,
    );
  }
  if (asked === undefined) {
    throw new UserError(
      `Whose stacks? Say --all-teams, or --team with one or more of ${listed.join(", ")}. The stack "${environment}" itself is deployed with: pulumi up --stack ${environment}`,
    );
  }
  const chosen = asked === "all" ? listed : [...new Set(asked)];
  const unknown = chosen.filter((team) => !listed.includes(team));
  if (unknown.length > 0) throw new UserError(unknown.map((team) => unlisted(team, listed, environment)).join("\n"));
  const { subscriptions } = await planOf(project, environment);
  return {
    environment,
    ...(organization === undefined ? {} : { organization }),
    teams: chosen.map((team) => {
      const own = teamStackName(environment, team);
      const isOwn = (one: PlannedSubscription): boolean => one.stack === own && one.pending !== true;
      return { team, planned: subscriptions.filter(isOwn).map(({ name }) => name) };
    }),
  };
}

function parse(stack: string): { readonly environment: string; readonly organization?: string } {
  const [, organization, environment] = /^(?:([^/\s]+)\/)?([-\w.]+)$/.exec(stack) ?? [];
  if (environment === undefined) {
    throw new UserError(`"${stack}" is not a stack: --stack takes a name, "prod", or "organization/prod".`);
  }
  return { environment, ...(organization === undefined ? {} : { organization }) };
}

async function onlyEnvironment(project: Project): Promise<string> {
  const withTeams: string[] = [];
  for (const name of environmentsOf(project.root)) {
    const parsed = await project.stack(name);
    if (parsed.ok && parsed.config.teamStacks.length > 0) withTeams.push(name);
  }
  if (withTeams[0] !== undefined && withTeams.length === 1) return withTeams[0];
  throw new UserError(
    withTeams.length === 0
      ? "No stack here lists teams under acs-events:teamStacks, so there are no stacks of teams to deploy (docs/stacks.md)."
      : `Which stack? Say --stack with one of ${withTeams.join(", ")}.`,
  );
}

function unlisted(team: string, listed: readonly string[], environment: string): string {
  const hint = meantHint(team, listed);
  return `The team "${team}" has no stack of its own: Pulumi.${environment}.yaml lists ${listed.join(", ")}.${hint}`;
}
