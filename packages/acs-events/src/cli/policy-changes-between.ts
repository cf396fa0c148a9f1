import type { DeclaredAt } from "../plan/declared-at.ts";
import { renderProblems } from "../plan/problem.ts";
import { type SecretsByEndpoint, secretsByEndpoint } from "../policies/endpoint-secrets.ts";
import { compareViolations, evaluatePolicies } from "../policies/evaluate.ts";
import { defaultPolicyConfig, type ParsedPolicyConfig } from "../policies/policy-config.ts";
import { environmentOf } from "../project/configuration-of.ts";
import { fileAtRevision } from "../project/file-at-revision.ts";
import { policyConfigFile, readPolicyConfig, readPolicyConfigText } from "../project/policy-config-file.ts";
import { repository } from "../project/repository.ts";
import { entriesIn, readStackFile } from "../project/stack-files.ts";
import type { Hash } from "../review/fingerprint.ts";
import type { PolicyChanges } from "../review/policy-changes.ts";
import { describedViolation, type Violation } from "../review/violations.ts";
import { parseStackConfig } from "../stack/parse.ts";
import type { StackConfig } from "../stack/schema.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { UserError } from "../text/user-error.ts";
import type { ReviewInputs } from "./input/review-inputs.ts";

export interface Circumstances {
  readonly stack: string;
  /** ISO date, of both sides: an exception that ends today is no difference. */
  readonly today: string;
  readonly hash: Hash;
}

/**
 * Both sides judged by the rules as they are now, each with its own configuration of them; `head` is a revision, or this
 * working tree where it is left out. Throws a `UserError` with the whole report where the configuration of head is
 * wrong; that of base nobody can mend any more.
 */
export async function judgedSides(
  base: string,
  head: string | undefined,
  sides: Pick<ReviewInputs, "base" | "head">,
  { stack, today, hash }: Circumstances,
): Promise<PolicyChanges> {
  // The stack of a team is judged as the stack whose topic it adds to. Two revisions may have a stack that the working
  // tree does not have.
  const environment = environmentOf(stack) ?? stack;
  const [before, after] = [await atRevision(base, environment), await sideOf(head, environment)];
  if (!after.policies.ok) throw new UserError(renderProblems(after.policies.problems, stack));
  if (!before.policies.ok) {
    const [first] = before.policies.problems;
    const undecided = `What this adds and removes cannot be told, since the policies of ${base} are not in order: ${first?.path}: ${first?.message}`;
    return { added: [], removed: [], undecided };
  }
  const { subscriptions } = sides.head;
  const { added, removed } = compareViolations(
    evaluatePolicies({ stack, subscriptions: sides.base.subscriptions, ...before }, before.policies.config, { today }),
    evaluatePolicies({ stack, subscriptions, ...after }, after.policies.config, { today }),
  );
  const places = placesOf(subscriptions);
  const described = (one: Violation) => describedViolation(one, { declaredAt: (name) => places.get(name), hash });
  return { added: added.map(described), removed: removed.map(described) };
}

/** What the policies ask of a side beside its subscriptions. */
interface Side {
  readonly policies: ParsedPolicyConfig;
  readonly secrets: SecretsByEndpoint | undefined;
}

async function sideOf(revision: string | undefined, stack: string): Promise<Side> {
  if (revision !== undefined) return atRevision(revision, stack);
  const parsed = readStackFile(repository, stack);
  return { policies: readPolicyConfig(repository, stack), secrets: parsed.ok ? secretsOf(parsed.config) : undefined };
}

async function atRevision(revision: string, stack: string): Promise<Side> {
  const name = policyConfigFile(stack);
  const text = await fileAtRevision(revision, name);
  return {
    policies: text === undefined ? { ok: true, config: defaultPolicyConfig } : readPolicyConfigText(text, name),
    secrets: await secretsAt(revision, stack),
  };
}

/** Undefined where nobody can say: then a policy on secrets is no difference. */
async function secretsAt(revision: string, stack: string): Promise<SecretsByEndpoint | undefined> {
  const file = `Pulumi.${stack}.yaml`;
  const text = await fileAtRevision(revision, file);
  if (text === undefined) return undefined;
  try {
    const parsed = parseStackConfig(entriesIn(text, file), stack);
    return parsed.ok ? secretsOf(parsed.config) : undefined;
  } catch {
    return undefined;
  }
}

function secretsOf({ secrets }: StackConfig): SecretsByEndpoint {
  return secretsByEndpoint(secrets);
}

function placesOf(subscriptions: readonly SubscriptionRecord[]): ReadonlyMap<string, DeclaredAt> {
  return new Map(
    subscriptions.flatMap(({ name, declaredAt }) => (declaredAt === undefined ? [] : [[name, declaredAt]])),
  );
}
