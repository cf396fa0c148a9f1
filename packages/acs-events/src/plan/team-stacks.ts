import { meantHint } from "../text/did-you-mean.ts";
import type { PlannedSubscription } from "./planned-subscription.ts";
import type { Problem } from "./problem.ts";
import type { StackSettings } from "./stack-settings.ts";

/**
 * The stack of a team that deploys by itself to the topic of the stack `shared`. Always this name, so that nobody has to
 * keep a file that says which stack is whose.
 */
export function teamStackName(shared: string, team: string): string {
  return `${shared}-${team}`;
}

/** The stack that deploys the subscriptions of `team`, where that is not the stack with the topic. */
export function stackOfTeam(team: string, stack: StackSettings): { readonly stack?: string } {
  return stack.teamStacks?.includes(team) === true ? { stack: teamStackName(stack.name, team) } : {};
}

/** The part of a plan that one stack deploys. */
export interface DeployedPart {
  readonly subscriptions: readonly PlannedSubscription[];
}

/** The part of the plan that the stack `stack` deploys: that of a team, or what is left for the stack with the topic. */
export function deployedBy(plan: DeployedPart & { readonly stack: string }, stack: string): DeployedPart {
  const isOurs = (one: { readonly stack?: string }): boolean => (one.stack ?? plan.stack) === stack;
  return { subscriptions: plan.subscriptions.filter(isOurs) };
}

/** Teams that have a stack and no file. */
export function checkTeamStacks(teams: readonly string[], stack: StackSettings): Problem[] {
  return (stack.teamStacks ?? []).flatMap((name, index) => {
    if (teams.includes(name)) return [];
    const hint = meantHint(name, teams);
    const message = `the team "${name}" has a stack of its own in Pulumi.${stack.name}.yaml, and no file in infra/teams. There are ${teams.join(", ") || "none"}.${hint} Write the name of a team file, or remove the entry`;
    return [{ id: "team-stack-unknown", path: `acs-events:teamStacks[${index}]`, message, value: name }];
  });
}
