import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import { readSubscription } from "../subscription-set/read-subscription.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { SecretsByEndpoint } from "./endpoint-secrets.ts";
import { hiddenAt } from "./rules/hidden.ts";
import { type SubscriptionView, topicOfPlan } from "./rules/subscription-view.ts";
import { noSecretSight, type SecretSight } from "./rules/surroundings.ts";
import { viewOfRecord } from "./rules/view-of-record.ts";

/** What policies are asked about before the engine runs: a plan, or subscriptions that were read from anywhere. */
export interface JudgedPlan<
  S extends PlannedSubscription | SubscriptionRecord = PlannedSubscription | SubscriptionRecord,
> {
  readonly stack: string;
  readonly subscriptions: readonly S[];
  /** The secrets of the stack's file (`secretsByEndpoint`); without them nothing is said of secrets. */
  readonly secrets?: SecretsByEndpoint | undefined;
}

/** One subscription of a plan, or one that was read, as rules see it. */
export function viewOfPlanned(
  one: PlannedSubscription | SubscriptionRecord,
  secrets: SecretsByEndpoint | undefined,
): SubscriptionView {
  const record = "kind" in one ? one : readSubscription({ json: one }).record;
  return viewOfRecord(record, {
    // Only a plan knows endpoints by their name; everything else is what Azure, or a tool around it, prints.
    from: record.destination?.["endpoint"] === undefined ? "azure" : "plan",
    azureName: hiddenAt(record.hidden, "name") ?? record.name,
    topic: topicOfPlan,
    secrets: secrets === undefined ? noSecretSight : sightOf(secrets),
    dependsOn: () => undefined,
  });
}

function sightOf(secrets: SecretsByEndpoint): SecretSight {
  return {
    ofEndpoint: (endpoint) => {
      const found = Object.hasOwn(secrets, endpoint) ? secrets[endpoint] : undefined;
      return { urlSecret: found?.query ?? "none", headerSecret: found?.headers ?? "none" };
    },
    isSecret: () => undefined,
  };
}
