import { readSubscriptionSet } from "../subscription-set/subscription-set.ts";
import { subjectOfPlanned } from "./plan-subjects.ts";
import { type AnyParameterValues, defaultValues } from "./rules/parameters.ts";
import type { Rule } from "./rules/rule.ts";
import type { StackSubject } from "./rules/subject/stack-subject.ts";
import type { Verdict } from "./rules/verdict.ts";

/** What a rule may ask beside its subject. */
export interface RuleCircumstances {
  /** The name of the stack. Default: "dev". */
  readonly stack?: string;
  /** ISO date. Default: 2026-01-01, so that a test says the same every day. */
  readonly today?: string;
  /** Parameters that are not at their default. */
  readonly parameters?: AnyParameterValues;
}

/**
 * What a rule says of subscriptions, for a test of the rule: nothing means that all is well. `subscriptions` is what
 * `check` takes: a plan, or what Azure prints, parsed. A rule about resources is not asked: only the engine has them.
 */
export function judgeRule(
  rule: Rule,
  subscriptions: unknown,
  { stack = "dev", today = "2026-01-01", parameters = {} }: RuleCircumstances = {},
): readonly Verdict[] {
  const subjects = readSubscriptionSet(subscriptions).subscriptions.map((one) => subjectOfPlanned(one, undefined));
  const context = { stack, today, parameters: { ...defaultValues(rule.parameters), ...parameters } };
  switch (rule.scope) {
    case "subscription":
      return subjects.flatMap((subject) => rule.check(subject, context));
    case "stack":
      return rule.check({ kind: "stack", subscriptions: subjects, resources: [] } satisfies StackSubject, context);
    case "resource":
      throw new Error(
        `"${rule.name}" looks at resources, and a plan has none; try it with \`pulumi preview --policy-pack policies\``,
      );
  }
}
