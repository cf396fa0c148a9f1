import pc from "picocolors";
import type { Plan } from "../../infra/subscriptions/plan.ts";
import type { PlannedSubscription } from "../../infra/subscriptions/planned-subscription.ts";
import { renderTable } from "./table.ts";

/** The plan as a person reads it: a table a team, then what waits for an endpoint. */
export function renderPlan(plan: Plan): string {
  const teams = Map.groupBy(plan.subscriptions, ({ team }) => team);
  const count = plan.subscriptions.length;
  const head = `${pc.bold(`Stack ${plan.stack}`)}: ${count} event ${count === 1 ? "subscription" : "subscriptions"} of ${teams.size} ${teams.size === 1 ? "team" : "teams"}`;
  const tables = [...teams].map(([team, subscriptions]) => {
    const rows = subscriptions.map((one) => [
      one.name,
      eventTypesOf(one),
      subjectOf(one),
      `→ ${one.destination.endpoint}`,
    ]);
    return `${pc.bold(team)} ${pc.dim(subscriptions[0]?.owner ?? "")}\n${renderTable(["subscription", "event types", "subject", "endpoint"], rows)}`;
  });
  const waiting =
    plan.leftOut.length === 0
      ? []
      : [`${pc.yellow("Left out")}\n${plan.leftOut.map(({ name, reason }) => `${name}: ${reason}`).join("\n")}`];
  return [head, ...tables, ...waiting].join("\n\n");
}

function eventTypesOf({ filter }: PlannedSubscription): string {
  const short = filter.includedEventTypes.map((name) => name.replace("Microsoft.Communication.", ""));
  return short.length > 2 ? `${short.slice(0, 2).join(", ")} and ${short.length - 2} more` : short.join(", ");
}

function subjectOf({ filter }: PlannedSubscription): string {
  const begin = filter.subjectBeginsWith ? `${filter.subjectBeginsWith}…` : "";
  const end = filter.subjectEndsWith ? `…${filter.subjectEndsWith}` : "";
  const more = filter.advancedFilters.length;
  const conditions = more === 0 ? "" : ` and ${more} ${more === 1 ? "condition" : "conditions"}`;
  return `${`${begin}${end}` || "any"}${conditions}`;
}
