import { isJsonObject } from "../../json/json-object.ts";
import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import { renderProblems } from "../../plan/problem.ts";
import { secretsByEndpoint } from "../../policies/endpoint-secrets.ts";
import { evaluatePolicies, type PolicyFinding } from "../../policies/evaluate.ts";
import type { Project } from "../../project/project.ts";
import type { Stack } from "../../stack/stack.ts";
import { recordOf } from "../../subscription-set/record-of.ts";
import { UserError } from "../../text/user-error.ts";

/** The exceptions of some rules as the stack's file of policies has them. */
export type ExceptionsByRule = Readonly<
  Record<string, { readonly exceptions: readonly { subscription: string; reason: string; expires: string }[] }>
>;

/**
 * What the project's policies will refuse of the adopted subscriptions, judged together with those of the other teams.
 * Advice is not among it.
 */
export async function refusedByPolicies(
  project: Project,
  { config }: Pick<Stack, "config">,
  {
    stack,
    others,
    planned,
  }: {
    readonly stack: string;
    readonly others: readonly PlannedSubscription[];
    readonly planned: readonly PlannedSubscription[];
  },
  today: string,
): Promise<readonly PolicyFinding[]> {
  const policies = await project.policyConfig(stack);
  if (!policies.ok) throw new UserError(renderProblems(policies.problems, stack));
  const subscriptions = [...others, ...planned].map(recordOf);
  const judged = { stack, subscriptions, secrets: secretsByEndpoint(config.secrets) };
  const { findings } = evaluatePolicies(judged, policies.config, { today, rules: await project.rules() });
  const names = new Set(planned.map(({ name }) => name));
  return findings.filter(({ enforcement, subscription }) => enforcement === "mandatory" && names.has(subscription));
}

/** Exceptions that let the adopted subscriptions be deployed as they are, until a day. */
export function exceptionsFor(refused: readonly PolicyFinding[], until: string): ExceptionsByRule {
  const byRule = Map.groupBy(refused, ({ id }) => id);
  return Object.fromEntries(
    [...byRule].map(([rule, findings]) => {
      const subscriptions = [...new Set(findings.map(({ subscription }) => subscription))];
      const reason = "adopted as it was deployed";
      return [rule, { exceptions: subscriptions.map((subscription) => ({ subscription, reason, expires: until })) }];
    }),
  );
}

/** The text of a stack's file of policies with more exceptions in it; what is there stays. */
export function withExceptions(text: string, added: ExceptionsByRule): string {
  const json: unknown = text.trim() === "" ? {} : JSON.parse(text);
  const content: Record<string, unknown> = isJsonObject(json) ? { ...json } : {};
  // Pulumi's version 2 has the rules under `policies`.
  const rules: Record<string, unknown> = isJsonObject(content["policies"]) ? { ...content["policies"] } : content;
  for (const [rule, { exceptions }] of Object.entries(added)) {
    const before = rules[rule];
    const settings = isJsonObject(before) ? before : before === undefined ? {} : { enforcementLevel: before };
    const there: readonly unknown[] = Array.isArray(settings["exceptions"]) ? settings["exceptions"] : [];
    rules[rule] = { ...settings, exceptions: [...there, ...exceptions] };
  }
  const whole = rules === content ? rules : { ...content, policies: rules };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
