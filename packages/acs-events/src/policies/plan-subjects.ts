import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import { readSubscription } from "../subscription-set/read-subscription.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { SecretsByEndpoint } from "./endpoint-secrets.ts";
import { noSecretSight, type SecretSight } from "./rules/subject/record-context.ts";
import { subjectOfRecord } from "./rules/subject/subject-of-record.ts";
import { type SubscriptionSubject, topicOfPlan } from "./rules/subject/subscription-subject.ts";
import { hiddenAt } from "./rules/subject/unknown.ts";

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
export function subjectOfPlanned(
  one: PlannedSubscription | SubscriptionRecord,
  secrets: SecretsByEndpoint | undefined,
): SubscriptionSubject {
  const record = "kind" in one ? one : readSubscription({ json: one }).record;
  return subjectOfRecord(record, {
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
