import { type Plan, plan } from "../../plan/plan.ts";
import { type PlannedSubscription, pendingReason } from "../../plan/planned-subscription.ts";
import type { Problem } from "../../plan/problem.ts";
import { saidOnce } from "../../policies/deduplicate-findings.ts";
import { evaluatePolicies } from "../../policies/evaluate.ts";
import { loadTeam } from "../../project/load-teams.ts";
import { setOfPlan } from "../../subscription-set/record-of.ts";
import { checkSubscriptions } from "../../subscription-set/rules/index.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";
import type { ExistingProject } from "./existing-project.ts";
import type { NewFile } from "./new-file.ts";

/** What plan and check say of a file once it is written. */
export interface NewFileReport {
  /** Of the whole stack, the file in it; where there is one, nothing could be checked. */
  readonly problems: readonly Problem[];
  /** What came in by the file. */
  readonly added: readonly PlannedSubscription[];
  /** Those of them that wait for an endpoint, each with the reason. */
  readonly pending: readonly { readonly name: string; readonly reason: string }[];
  /** Of check and policies, about those that came in. */
  readonly findings: readonly SubscriptionFinding[];
}

/** Reads the written file as the plan will, and checks it. `today` is ISO 8601. */
export async function checkNewFile({ file }: NewFile, around: ExistingProject, today: string): Promise<NewFileReport> {
  const read = await loadTeam(around.project.root, file, { written: true });
  const others = around.teams.filter((one) => one.file !== file);
  const after = plan([...others, read], around.settings);
  const had = new Set(plan(around.teams, around.settings).subscriptions.map(({ name }) => name));
  const added = after.subscriptions.filter(({ name }) => !had.has(name));
  const names = added.map(({ name }) => name);
  const findings = after.problems.length > 0 ? [] : await findingsOf(after, around, today);
  return {
    problems: after.problems,
    added,
    pending: added.filter(isPending).map((one) => ({ name: one.name, reason: pendingReason(one, after.stack) })),
    findings: findings.filter(({ subscription }) => names.includes(subscription)),
  };
}

function isPending({ pending }: PlannedSubscription): boolean {
  return pending === true;
}

async function findingsOf(
  planned: Plan,
  { project, secrets }: ExistingProject,
  today: string,
): Promise<readonly SubscriptionFinding[]> {
  const set = setOfPlan(planned.subscriptions);
  const policies = await project.policyConfig(planned.stack);
  const findings = [...set.findings, ...checkSubscriptions(set.subscriptions, { today })];
  // Mistakes in the configuration of the policies are reported by `check`.
  if (!policies.ok) return findings;
  const judged = { stack: planned.stack, subscriptions: set.subscriptions, secrets };
  return saidOnce(findings, evaluatePolicies(judged, policies.config, { today, rules: await project.rules() }));
}
