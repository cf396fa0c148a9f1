import type { SecretState } from "./destination-subject.ts";
import type { SubscriptionProperty } from "./subscription-subject.ts";
import type { Unknown } from "./unknown.ts";

/** What is known of a subscription beside what its record says. */
export interface RecordContext {
  /** Where the record comes from: a plan omits what the program adds, and Azure does not print secrets. */
  readonly from: "plan" | "azure" | "engine";
  readonly azureName: string | Unknown;
  readonly topic: string | Unknown;
  readonly secrets: SecretSight;
  readonly dependsOn: (property: SubscriptionProperty) => readonly string[] | undefined;
}

/** What can be said of a webhook's secrets. */
export interface SecretSight {
  /** The secrets of an endpoint of a plan, by its name; undefined when nobody looked. */
  readonly ofEndpoint: (endpoint: string) => EndpointSecretStates | undefined;
  /** Whether an input is a secret to Pulumi, by its path; undefined when nobody looked. */
  readonly isSecret: (path: string) => boolean | undefined;
}

export interface EndpointSecretStates {
  readonly urlSecret: SecretState;
  readonly headerSecret: SecretState;
}

/** Nothing is known of secrets beside what the record shows. */
export const noSecretSight: SecretSight = Object.freeze({ ofEndpoint: () => undefined, isSecret: () => undefined });
