import type { SubscriptionFinding } from "../subscription-set/subscription-record.ts";
import { applyExceptions, expiredMessage, type Judged, type PolicyException, unusedMessage } from "./exceptions.ts";
import { type JudgedPlan, subjectOfPlanned } from "./plan-subjects.ts";
import type { EnforcementLevel, PolicyConfig } from "./policy-config.ts";
import { policyFindings } from "./policy-findings.ts";
import { remediatePlan } from "./remediate.ts";
import { rules as builtInRules } from "./rules/index.ts";
import type { Rule, RuleContext } from "./rules/rule.ts";
import type { StackSubject } from "./rules/subject/stack-subject.ts";
import type { SubscriptionSubject } from "./rules/subject/subscription-subject.ts";
import type { CannotTell, Verdict } from "./rules/verdict.ts";

/** A violation: `id` is the rule's name. Mandatory is an error, advisory a warning. */
export interface PolicyFinding extends SubscriptionFinding {
  readonly enforcement: "mandatory" | "advisory" | "none";
  /** Another subscription that takes part in it. */
  readonly related?: string;
}

export interface UndecidedPolicy extends CannotTell {
  readonly rule: string;
}

export interface PolicyEvaluation {
  /** Violations in the order of the rules, then what is to be said of exceptions. */
  readonly findings: readonly PolicyFinding[];
  /** What these rules ask for is not to be seen from here; where it is not in a plan, the engine's run will see it. */
  readonly undecided: readonly UndecidedPolicy[];
  /** Violations that an exception allows. */
  readonly excepted: readonly { readonly finding: PolicyFinding; readonly exception: PolicyException }[];
}

/** By what a plan is judged, beside its configuration. */
export interface Judgement {
  /** ISO date: rules have no clock. */
  readonly today: string;
  /** Every rule, those of a project included (`withOwnRules`); those of this package when absent. */
  readonly rules?: readonly Rule[] | undefined;
}

/**
 * Judges a plan by every rule that needs no resources. The engine's run of the same pack says the same of the same
 * subscription, in the same words. Pure: the date is given. `config` was read with the same rules.
 */
export function evaluatePolicies(
  plan: JudgedPlan,
  config: PolicyConfig,
  { today, rules = builtInRules }: Judgement,
): PolicyEvaluation {
  const { subscriptions } = remediatePlan(plan, config, { today, rules });
  const subjects = subscriptions.map((one) => subjectOfPlanned(one, plan.secrets));
  const findings: PolicyFinding[] = [];
  const notes: PolicyFinding[] = [];
  const undecided: UndecidedPolicy[] = [];
  const excepted: PolicyEvaluation["excepted"][number][] = [];
  for (const rule of rules) {
    const settings = config.get(rule.name);
    if (settings === undefined || settings.level === "disabled" || !needsOnlySubscriptions(rule)) continue;
    const context = { stack: plan.stack, today, parameters: settings.parameters };
    const judged = applyExceptions(verdictsOf(rule, subjects, context), settings.exceptions, today);
    const enforcement = enforcementOf(settings.level);
    findings.push(...judged.violations.map((one) => findingOf(rule, one, enforcement)));
    undecided.push(...judged.undecided.map((one) => ({ ...one, rule: rule.name })));
    excepted.push(
      ...judged.excepted.map(({ violation, exception }) => ({
        finding: findingOf(rule, violation, enforcement),
        exception,
      })),
    );
    notes.push(...notesOf(judged));
  }
  return { findings: [...findings, ...notes], undecided, excepted };
}

/** The rules that a plan is enough for. */
export function needsOnlySubscriptions(rule: Rule): boolean {
  return rule.scope === "subscription" || (rule.scope === "stack" && rule.needs === "subscriptions");
}

function verdictsOf(rule: Rule, subjects: readonly SubscriptionSubject[], context: RuleContext): readonly Verdict[] {
  switch (rule.scope) {
    case "subscription":
      return subjects.flatMap((subject) => rule.check(subject, context));
    case "stack":
      return rule.check(stackOf(subjects), context);
    case "resource":
      return [];
  }
}

function stackOf(subscriptions: readonly SubscriptionSubject[]): StackSubject {
  return { kind: "stack", subscriptions, resources: [] };
}

function enforcementOf(level: EnforcementLevel): "mandatory" | "advisory" {
  return level === "advisory" ? "advisory" : "mandatory";
}

function findingOf(
  { name }: Rule,
  { subject, path, message, value, related }: Extract<Verdict, { kind: "violation" }>,
  enforcement: "mandatory" | "advisory",
): PolicyFinding {
  return {
    subscription: subject,
    id: name,
    level: enforcement === "mandatory" ? "error" : "warning",
    enforcement,
    message,
    path,
    ...(value === undefined ? {} : { value }),
    ...(related === undefined ? {} : { related }),
  };
}

function notesOf({ expired, unused }: Judged): PolicyFinding[] {
  type Note = "policy-exception-expired" | "policy-exception-unused";
  const note = (id: Note, message: string, { subject, rule, expires }: PolicyException) =>
    ({
      subscription: subject,
      id,
      level: policyFindings[id].level,
      enforcement: "none" as const,
      message,
      path: `${rule}.exceptions`,
      value: expires,
    }) satisfies PolicyFinding;
  return [
    ...expired.map((one) => note("policy-exception-expired", expiredMessage(one), one)),
    ...unused.map((one) => note("policy-exception-unused", unusedMessage(one), one)),
  ];
}

/** Which violations a change brings, and which it ends. */
export interface ViolationsChanged {
  readonly added: readonly PolicyFinding[];
  readonly removed: readonly PolicyFinding[];
}

/**
 * A violation is the same one as long as rule, subscription, place and the other subscription are. What cannot be told
 * on one side is not a difference: the violation of the other side may have been there, or may be there still.
 */
export function compareViolations(base: PolicyEvaluation, head: PolicyEvaluation): ViolationsChanged {
  const identity = ({ id, subscription, path, related }: PolicyFinding) =>
    JSON.stringify([id, subscription.toLowerCase(), path, related]);
  const place = (rule: string, subject: string) => JSON.stringify([rule, subject.toLowerCase()]);
  const without = (all: PolicyEvaluation, other: PolicyEvaluation) => {
    const known = new Set(other.findings.map(identity));
    const open = new Set(other.undecided.map(({ rule, subject }) => place(rule, subject)));
    return all.findings.filter((one) => !known.has(identity(one)) && !open.has(place(one.id, one.subscription)));
  };
  return { added: without(head, base), removed: without(base, head) };
}
