import type { Plan } from "../../plan/plan.ts";
import { subscriptionUrn } from "../../pulumi/type-tokens.ts";

/**
 * What the engine calls the subscriptions of `plan` while they belong to the stack that has the topic, one a line;
 * `project` is the name in Pulumi.yaml.
 */
export function renderUrns({ stack, subscriptions }: Plan, project: string): string {
  return subscriptions.map(({ name }) => `${subscriptionUrn(stack, project, name)}\n`).join("");
}
