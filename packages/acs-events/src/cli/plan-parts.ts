import type { Plan } from "../plan/plan.ts";
import { type ExplainedSubscription, explainable, explainSubscription } from "../plan/provenance.ts";
import { UserError } from "../text/user-error.ts";
import { instead } from "./unknown-name.ts";

/** The part of a plan that is `team`'s. Throws a `UserError` when the plan has no such team. */
export function planOfTeam(plan: Plan, team: string): Plan {
  const teams = [...new Set(plan.subscriptions.map((one) => one.team))].toSorted();
  if (!teams.includes(team))
    throw new UserError(`The stack "${plan.stack}" has no team "${team}"; ${instead(team, teams)}`);
  return { ...plan, subscriptions: plan.subscriptions.filter((one) => one.team === team) };
}

/** Where the values of the subscription `name` came from. Throws a `UserError` when the plan has none of that name. */
export function explainedOf(plan: Plan, name: string): ExplainedSubscription {
  const explained = explainSubscription(plan, name);
  if (explained !== undefined) return explained;
  throw new UserError(`The stack "${plan.stack}" has no subscription "${name}"; ${instead(name, explainable(plan))}`);
}
