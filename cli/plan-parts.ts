import { didYouMean } from "../infra/filters/did-you-mean.ts";
import type { Plan } from "../infra/subscriptions/plan.ts";
import { type ExplainedSubscription, explainable, explainSubscription } from "../infra/subscriptions/provenance.ts";
import { UserError } from "./user-error.ts";

/** The part of a plan that is `team`'s. Throws a `UserError` when the plan has no such team. */
export function planOfTeam(plan: Plan, team: string): Plan {
  const teams = [...new Set([...plan.subscriptions, ...plan.leftOut].map((one) => one.team))].toSorted();
  if (!teams.includes(team)) throw new UserError(unknown(`team "${team}"`, team, teams, plan.stack));
  return {
    ...plan,
    subscriptions: plan.subscriptions.filter((one) => one.team === team),
    leftOut: plan.leftOut.filter((one) => one.team === team),
  };
}

/** Where the values of the subscription `name` came from. Throws a `UserError` when the plan has none of that name. */
export function explainedOf(plan: Plan, name: string): ExplainedSubscription {
  const explained = explainSubscription(plan, name);
  if (explained !== undefined) return explained;
  throw new UserError(unknown(`subscription "${name}"`, name, explainable(plan), plan.stack));
}

function unknown(what: string, name: string, known: readonly string[], stack: string): string {
  // A long list says nothing; the command that shows it is said instead.
  const list = known.length > 10 ? "`npx acs-events plan` lists them" : `there are ${known.join(", ") || "none"}`;
  const near = didYouMean(name, known);
  return `The stack "${stack}" has no ${what}; ${near === undefined ? list : `did you mean "${near}"?`}`;
}
