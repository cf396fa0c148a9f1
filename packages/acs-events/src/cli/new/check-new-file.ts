import { pathToFileURL } from "node:url";
import { type Plan, plan, type TeamFile } from "../../plan/plan.ts";
import type { LeftOutSubscription } from "../../plan/planned-subscription.ts";
import type { Problem } from "../../plan/problem.ts";
import { isTeam } from "../../plan/team.ts";
import { saidOnce } from "../../policies/deduplicate-findings.ts";
import { evaluatePolicies } from "../../policies/evaluate.ts";
import { renderPlanFile } from "../../project/plan-file.ts";
import { readPolicyConfig } from "../../project/policy-config-file.ts";
import { checkSubscriptions } from "../../subscription-set/rules/index.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";
import { readSubscriptionSet } from "../../subscription-set/subscription-set.ts";
import type { Surroundings } from "./existing-project.ts";
import type { Draft } from "./new-file.ts";
import { absolute } from "./request-problems.ts";

/** What plan and check say of a file once it is written. */
export interface Verdict {
  /** Of the whole stack, the file in it; where there is one, nothing could be checked. */
  readonly problems: readonly Problem[];
  /** What came in by the file, by their names in Azure. */
  readonly added: readonly string[];
  /** Those of them that wait for an endpoint, so that check does not see them yet. */
  readonly waiting: readonly LeftOutSubscription[];
  /** Of check and policies, about those that came in. */
  readonly findings: readonly SubscriptionFinding[];
}

/** Reads the written file as the plan will, and judges it. `today` is ISO 8601. */
export async function judge({ file }: Draft, around: Surroundings, today: string): Promise<Verdict> {
  const read = await readTeam(file, around);
  const others = around.teams.filter((one) => one.file !== file);
  const after = plan([...others, read], around.settings);
  const had = namesOf(plan(around.teams, around.settings));
  const added = [...namesOf(after)].filter((name) => !had.has(name));
  const waiting = after.leftOut.filter(({ name }) => added.includes(name));
  const findings = after.problems.length > 0 ? [] : findingsOf(after, around, today);
  const isAdded = ({ subscription }: SubscriptionFinding): boolean => added.includes(subscription);
  return { problems: after.problems, added, waiting, findings: findings.filter(isAdded) };
}

async function readTeam(file: string, around: Surroundings): Promise<TeamFile> {
  // The query makes it another module than the one that was read before the file was changed.
  const url = `${pathToFileURL(absolute(around, file)).href}?written`;
  try {
    const module: { readonly default?: unknown } = await import(url);
    if (isTeam(module.default)) return { file, team: module.default };
    return { file, error: new Error("does not export a team") };
  } catch (error) {
    return { file, error };
  }
}

/** As `check` reads this repository: by the JSON of the plan. */
function findingsOf(
  planned: Plan,
  { repository, secrets }: Surroundings,
  today: string,
): readonly SubscriptionFinding[] {
  const set = readSubscriptionSet(JSON.parse(renderPlanFile(planned, { places: true })));
  const policies = readPolicyConfig(repository, planned.stack);
  const judged = { stack: planned.stack, subscriptions: set.subscriptions, secrets };
  const findings = [...set.findings, ...checkSubscriptions(set.subscriptions, { today })];
  // Mistakes in the configuration of the policies are told by `check`.
  return policies.ok ? saidOnce(findings, evaluatePolicies(judged, policies.config, { today })) : findings;
}

function namesOf({ subscriptions, leftOut }: Plan): Set<string> {
  return new Set([...subscriptions, ...leftOut].map(({ name }) => name));
}
