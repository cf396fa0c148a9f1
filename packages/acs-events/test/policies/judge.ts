import { ruleNamed } from "../../src/policies/rules/index.ts";
import { type AnyParameterValues, defaultValues } from "../../src/policies/rules/parameters.ts";
import type { Rule } from "../../src/policies/rules/rule.ts";
import type { StackSubject } from "../../src/policies/rules/subject/stack-subject.ts";
import type { Verdict } from "../../src/policies/rules/verdict.ts";

export const today = "2026-11-24";

export interface Circumstances {
  readonly parameters?: AnyParameterValues;
  readonly stack?: string;
  readonly today?: string;
}

/** What a rule says of everything in a stack that it looks at. */
export function judge(rule: Rule, subject: StackSubject, circumstances: Circumstances = {}): readonly Verdict[] {
  const context = {
    stack: "prod",
    today,
    ...circumstances,
    parameters: { ...defaultValues(rule.parameters), ...circumstances.parameters },
  };
  switch (rule.scope) {
    case "subscription":
      return subject.subscriptions.flatMap((one) => rule.check(one, context));
    case "resource":
      return subject.resources
        .filter(({ resourceKind }) => rule.kinds.includes(resourceKind))
        .flatMap((one) => rule.check(one, context));
    case "stack":
      return rule.check(subject, context);
  }
}

/** `subject › path: message`, the form in which tests state what they expect. */
export function told(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.map((one) =>
    one.kind === "violation"
      ? `${one.subject} › ${one.path}: ${one.message}`
      : `${one.subject} › ${one.path}: cannot tell (${one.why})`,
  );
}

export function rule(name: string): Rule {
  const found = ruleNamed(name);
  if (found === undefined) throw new Error(`there is no rule "${name}"`);
  return found;
}
