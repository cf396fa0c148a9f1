import type { AnyParameterValues, Parameters, ParameterValues } from "./parameters.ts";
import type { ResourceKind, ResourceSubject } from "./subject/resource-subject.ts";
import type { StackSubject } from "./subject/stack-subject.ts";
import type { SubscriptionSubject } from "./subject/subscription-subject.ts";
import type { Verdict } from "./verdict.ts";

/** Advisory: it is said. Mandatory: nothing is deployed. */
export type RuleLevel = "advisory" | "mandatory" | "disabled";

/** Where a rule comes from, for those who have to show it. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/**
 * A policy: a plain value, listed in `index.ts`. It is judged in two places, by the engine over the arguments of
 * resources, and before the engine over a plan; both hand it the same subjects, so that it says the same.
 */
export type Rule = SubscriptionRule | ResourceRule | StackRule;

interface RuleBasics {
  /** Kebab-case and permanent once released. */
  readonly name: string;
  /** What holds where all is well, in a sentence. */
  readonly description: string;
  /** Unless a stack's configuration says otherwise. */
  readonly level: RuleLevel;
  /** What happens where it does not hold. */
  readonly protectsFrom: string;
  readonly howToFix: string;
  readonly references: readonly Reference[];
  readonly parameters: Parameters;
}

/** One event subscription at a time. */
export interface SubscriptionRule extends RuleBasics {
  readonly scope: "subscription";
  readonly check: (subscription: SubscriptionSubject, context: RuleContext) => readonly Verdict[];
  /** What would put it right, where that is safe; off unless the level is "remediate". */
  readonly remediate?: (subscription: SubscriptionSubject, context: RuleContext) => readonly Remediation[];
}

/** One resource at a time; only the engine has resources. */
export interface ResourceRule extends RuleBasics {
  readonly scope: "resource";
  readonly kinds: readonly ResourceKind[];
  readonly check: (resource: ResourceSubject, context: RuleContext) => readonly Verdict[];
}

/** Everything at once. */
export interface StackRule extends RuleBasics {
  readonly scope: "stack";
  /** A plan has subscriptions and no resources: rules that look at resources wait for the engine. */
  readonly needs: "subscriptions" | "resources";
  readonly check: (stack: StackSubject, context: RuleContext) => readonly Verdict[];
}

/** What every rule may want to know beside its subject. */
export interface RuleContext<Values = AnyParameterValues> {
  readonly stack: string;
  /** ISO date, `2026-11-24`: rules have no clock. */
  readonly today: string;
  readonly parameters: Values;
}

/** A property set to another value. The path is that of Azure's JSON: `retryPolicy.maxDeliveryAttempts`. */
export interface Remediation {
  readonly path: string;
  readonly value: string | number;
}

type Defined<R extends { readonly check: unknown }, P extends Parameters> = Omit<
  R,
  "scope" | "parameters" | "references" | "check" | "remediate"
> & {
  readonly references?: readonly Reference[];
  readonly parameters?: P;
};

type Check<Subject, Result, P extends Parameters> = (
  subject: Subject,
  context: RuleContext<ParameterValues<P>>,
) => readonly Result[];

/** A rule about one subscription; its parameters give its check their types. */
export function subscriptionRule<const P extends Parameters = Record<never, never>>(
  rule: Defined<SubscriptionRule, P> & {
    readonly check: Check<SubscriptionSubject, Verdict, P>;
    readonly remediate?: Check<SubscriptionSubject, Remediation, P>;
  },
): SubscriptionRule {
  return erased({ scope: "subscription", ...rule });
}

/** A rule about one resource. */
export function resourceRule<const P extends Parameters = Record<never, never>>(
  rule: Defined<ResourceRule, P> & { readonly check: Check<ResourceSubject, Verdict, P> },
): ResourceRule {
  return erased({ scope: "resource", ...rule });
}

/** A rule about the stack as a whole. */
export function stackRule<const P extends Parameters = Record<never, never>>(
  rule: Defined<StackRule, P> & { readonly check: Check<StackSubject, Verdict, P> },
): StackRule {
  return erased({ scope: "stack", ...rule });
}

/**
 * A list of rules cannot know the parameters of each. Whoever calls a check hands it values that were read with the
 * rule's own `parameters`, so that what the compiler loses here still holds.
 */
function erased<R extends Rule>(rule: object): R {
  return Object.freeze({ references: [], parameters: {}, ...rule }) as unknown as R;
}
