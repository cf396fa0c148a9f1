/**
 * Policies: those of acs-events as values, what own ones are made of, and the pack that the engine runs. Loads nothing of
 * `@pulumi/policy` but where a pack is started.
 */
import type { PolicyPackArgs } from "./own-rules.ts";

export { judgeRule, type RuleCircumstances } from "./judge-rule.ts";
export type { PolicyPackArgs } from "./own-rules.ts";
export { rules } from "./rules/index.ts";
export type { IntegerParameter, ListParameter, Parameters, PatternParameter } from "./rules/parameters.ts";
export {
  type Reference,
  type Remediation,
  type ResourceRule,
  type Rule,
  type RuleContext,
  type RuleLevel,
  resourceRule,
  type StackRule,
  type SubscriptionRule,
  stackRule,
  subscriptionRule,
} from "./rules/rule.ts";
export type { DestinationSubject } from "./rules/subject/destination-subject.ts";
export type { ResourceKind, ResourceSubject } from "./rules/subject/resource-subject.ts";
export type { StackSubject } from "./rules/subject/stack-subject.ts";
export type { SubscriptionSubject } from "./rules/subject/subscription-subject.ts";
export { isUnknown, type Unknown } from "./rules/subject/unknown.ts";
export { type CannotTell, cannotTell, type Verdict, type Violation, violation } from "./rules/verdict.ts";

/**
 * Starts the policy pack, for `policies/start.js`: the rules of acs-events and the project's own. Each call makes a pack
 * of its own, with nothing in common. Throws an `Error` that lists every mistake in own rules.
 */
export async function policyPack(args: PolicyPackArgs = {}): Promise<void> {
  const { startPolicyPack } = await import("./policy-pack.ts");
  startPolicyPack(args);
}
