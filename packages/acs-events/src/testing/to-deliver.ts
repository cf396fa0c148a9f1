import type { Event } from "../catalog/event.ts";
import { isCloudEvent } from "../catalog/event.ts";
import { defaultAssumptions } from "../filters/assumptions.ts";
import { readFilter } from "../filters/azure-json/index.ts";
import { explain } from "../filters/explain/explain.ts";
import { answerOf, askedOf } from "../filters/explain/render-explanation.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";

/** What vitest asks of a matcher. */
interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

declare module "vitest" {
  // The names of the type parameters are vitest's own: declarations that merge have to repeat them.
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares it so
  interface Matchers<T = any> {
    /**
     * Whether a plan delivers `event` to the subscription `name`, by its filter: `expect(support).toDeliver(event,
     * "inbound-sms")`. The name is that in the team file, or the one in Azure. Says which condition decided.
     */
    toDeliver(event: Event, name: string): T;
  }
}

export function toDeliver(received: Pick<Plan, "subscriptions">, event: Event, name: string): MatcherResult {
  const subscription = subscriptionNamed(received, name);
  const { matched, conditions } = explain(
    readFilter(subscription.filter).filter,
    event,
    defaultAssumptions,
    subscription.eventDeliverySchema,
  );
  const told = conditions.map((one) => `  ${one.held ? "✓" : "✗"} ${askedOf(one)}: ${answerOf(one)}`);
  const verdict = matched ? "receives the event, and should not:" : "does not receive the event:";
  return {
    pass: matched,
    message: () =>
      [
        `${subscription.name} ${verdict} ${describe(event)}`,
        ...(told.length === 0 ? ["  it has no condition"] : told),
      ].join("\n"),
  };
}

function describe(event: Event): string {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  return `${type.replace("Microsoft.Communication.", "")} ${event.subject ?? "(no subject)"}`;
}

function subscriptionNamed({ subscriptions }: Pick<Plan, "subscriptions">, name: string): PlannedSubscription {
  const exact = subscriptions.find((one) => one.name === name);
  const inTeam = subscriptions.filter((one) => one.name === `${one.team}-${name}`);
  const found = exact ?? inTeam[0];
  const names = subscriptions.map((one) => one.name).join(", ") || "none";
  if (found === undefined) throw new Error(`The plan has no subscription "${name}"; it has ${names}.`);
  if (exact === undefined && inTeam.length > 1) {
    throw new Error(
      `Several teams have a subscription "${name}": ${inTeam.map((one) => one.name).join(", ")}. Say which.`,
    );
  }
  return found;
}
