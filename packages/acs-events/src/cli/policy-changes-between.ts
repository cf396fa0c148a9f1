import type { DeclaredAt } from "../plan/declared-at.ts";
import { renderProblems } from "../plan/problem.ts";
import { type SecretsByEndpoint, secretsByEndpoint } from "../policies/endpoint-secrets.ts";
import { compareViolations, evaluatePolicies } from "../policies/evaluate.ts";
import type { ParsedPolicyConfig } from "../policies/policy-config.ts";
import { atRevision } from "../project/at-revision.ts";
import { environmentOf } from "../project/plan-of.ts";
import type { Project } from "../project/project.ts";
import type { Hash } from "../review/fingerprint.ts";
import type { PolicyChanges } from "../review/policy-changes.ts";
import { describedViolation, type PolicyViolation } from "../review/violations.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { UserError } from "../text/user-error.ts";
import type { ReviewInputs } from "./input/review-inputs.ts";

export interface ReviewContext {
  readonly stack: string;
  /** ISO date, of both sides: an exception that ends today is not a difference. */
  readonly today: string;
  readonly hash: Hash;
}

/**
 * Both sides judged by the rules as they are now, each with its own configuration of them; `head` is a revision, or the
 * working tree where it is omitted. Throws a `UserError` with the whole report where the configuration of head is
 * wrong. Mistakes in that of base are ignored: nobody can fix them any more.
 */
export async function policyChangesBetween(
  project: Project,
  base: string,
  head: string | undefined,
  sides: Pick<ReviewInputs, "base" | "head">,
  { stack, today, hash }: ReviewContext,
): Promise<PolicyChanges> {
  // The stack of a team is judged as the stack whose topic it adds to. Two revisions may have a stack that the working
  // tree does not have.
  const environment = (await environmentOf(project, stack)) ?? stack;
  const before = await sideOf(await atRevision(project, base), environment);
  const after = await sideOf(head === undefined ? project : await atRevision(project, head), environment);
  if (!after.policies.ok) throw new UserError(renderProblems(after.policies.problems, stack));
  if (!before.policies.ok) {
    const [first] = before.policies.problems;
    const undecided = `What this adds and removes cannot be told, since the policies of ${base} are not in order: ${first?.path}: ${first?.message}`;
    return { added: [], removed: [], undecided };
  }
  const rules = await project.rules();
  const { subscriptions } = sides.head;
  const { added, removed } = compareViolations(
    evaluatePolicies({ stack, subscriptions: sides.base.subscriptions, ...before }, before.policies.config, {
      today,
      rules,
    }),
    evaluatePolicies({ stack, subscriptions, ...after }, after.policies.config, { today, rules }),
  );
  const places = placesOf(subscriptions);
  const described = (one: PolicyViolation) => describedViolation(one, { declaredAt: (name) => places.get(name), hash });
  return { added: added.map(described), removed: removed.map(described) };
}

/** What the policies ask of a side beside its subscriptions. */
interface Side {
  readonly policies: ParsedPolicyConfig;
  /** Undefined where nobody can say: then a policy on secrets is not a difference. */
  readonly secrets: SecretsByEndpoint | undefined;
}

async function sideOf(project: Project, stack: string): Promise<Side> {
  const parsed = await project.stack(stack).catch(() => undefined);
  return {
    policies: await project.policyConfig(stack),
    secrets: parsed?.ok === true ? secretsByEndpoint(parsed.config.secrets) : undefined,
  };
}

function placesOf(subscriptions: readonly SubscriptionRecord[]): ReadonlyMap<string, DeclaredAt> {
  return new Map(
    subscriptions.flatMap(({ name, declaredAt }) => (declaredAt === undefined ? [] : [[name, declaredAt]])),
  );
}
