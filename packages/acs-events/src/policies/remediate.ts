import { isJsonObject } from "../json/json-object.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { applyExceptions } from "./exceptions.ts";
import { type JudgedPlan, subjectOfPlanned } from "./plan-subjects.ts";
import type { PolicyConfig, RuleSettings } from "./policy-config.ts";
import { rules as builtInRules } from "./rules/index.ts";
import type { Remediation, Rule, RuleContext, SubscriptionRule } from "./rules/rule.ts";
import type { SubscriptionSubject } from "./rules/subject/subscription-subject.ts";

/** A value that a rule sets right. */
export interface Remediated {
  readonly rule: string;
  readonly subscription: string;
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The plan as the engine will deploy it where rules are at the level "remediate": what is reviewed is what is
 * deployed. Without such a level, the very same subscriptions.
 */
export function remediatePlan<S extends PlannedSubscription | SubscriptionRecord>(
  plan: JudgedPlan<S>,
  config: PolicyConfig,
  { today, rules = builtInRules }: { readonly today: string; readonly rules?: readonly Rule[] | undefined },
): { readonly subscriptions: readonly S[]; readonly remediated: readonly Remediated[] } {
  const remediated: Remediated[] = [];
  let subscriptions = plan.subscriptions;
  for (const rule of rules) {
    const settings = config.get(rule.name);
    if (settings?.level !== "remediate" || rule.scope !== "subscription") continue;
    const context = { stack: plan.stack, today, parameters: settings.parameters };
    subscriptions = subscriptions.map((one) => {
      const changes = remediationsOf(rule, subjectOfPlanned(one, plan.secrets), settings, context);
      let changed = one;
      for (const { path, value } of changes) {
        const names = path.split(".");
        remediated.push({ rule: rule.name, subscription: one.name, path, before: valueAt(one, names), after: value });
        // A remediation sets a property that is there already to a value of the same type.
        changed = withValue(changed, names, value) as S;
      }
      return changed;
    });
  }
  return { subscriptions, remediated };
}

/** What `rule` would change of a subscription; nothing where an exception lets it be. */
export function remediationsOf(
  rule: SubscriptionRule,
  subject: SubscriptionSubject,
  { exceptions }: Pick<RuleSettings, "exceptions">,
  context: RuleContext,
): readonly Remediation[] {
  if (rule.remediate === undefined) return [];
  const { violations } = applyExceptions(rule.check(subject, context), exceptions, context.today);
  if (violations.length === 0) return [];
  return rule.remediate(subject, context);
}

/** A copy with the value at the path set; everything on the way is copied, nothing is changed. */
export function withValue(json: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const object = isJsonObject(json) ? json : {};
  return { ...object, [name]: withValue(object[name], rest, value) };
}

function valueAt(json: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return json;
  return isJsonObject(json) ? valueAt(json[name], rest) : undefined;
}
