import type { AdvancedFilter } from "../../../filters/advanced-filter.ts";
import type { Filter } from "../../../filters/filter.ts";
import type { DeclaredAt } from "../../../plan/declared-at.ts";
import type { DestinationSubject } from "./destination-subject.ts";
import type { Unknown } from "./unknown.ts";

/**
 * One event subscription as rules see it: the same for a planned subscription, for one that was read from Azure, and
 * for the arguments that the engine is about to deploy. What cannot be seen from there is an `Unknown`.
 */
export interface SubscriptionSubject {
  readonly kind: "subscription";
  /** Its name in Azure, or its name in the program where Azure's is computed: what it is called in messages. */
  readonly name: string;
  readonly azureName: string | Unknown;
  /** What its team's file calls it, where `azureName` there keeps a name that Azure had already. */
  readonly declaredName: string | undefined | Unknown;
  /** The system topic; all subscriptions of a plan share one. */
  readonly topic: string | Unknown;
  readonly filter: FilterSubject;
  /** Undefined when nothing says where the events go. */
  readonly destination: DestinationSubject | undefined | Unknown;
  /** Undefined when undelivered events are dropped. */
  readonly deadLetter: DeadLetterSubject | undefined | Unknown;
  readonly maxDeliveryAttempts: number | Unknown;
  readonly eventTimeToLiveInMinutes: number | Unknown;
  readonly deliverySchema: string | Unknown;
  readonly team: string | undefined | Unknown;
  readonly owner: string | undefined | Unknown;
  /** ISO 8601; undefined when it stays until somebody removes it. */
  readonly expires: string | undefined | Unknown;
  readonly declaredAt: DeclaredAt | undefined;
  /** The URNs that a property depends on; undefined where the subject is not of the whole stack in the engine. */
  readonly dependsOn: (property: SubscriptionProperty) => readonly string[] | undefined;
}

/** A placeholder for the name of the one system topic that all subscriptions of a plan share. */
export const topicOfPlan = "(of the plan)";

/** The parts of a subscription that may be computed from other resources of the stack. */
export type SubscriptionProperty = "destination" | "deadLetter" | "topic";

/** The filter as a whole, and its parts, of which some may be known where others are not. */
export interface FilterSubject {
  readonly whole: Filter | Unknown;
  readonly eventTypes: readonly string[] | "All" | Unknown;
  readonly subjectBeginsWith: string | Unknown;
  readonly subjectEndsWith: string | Unknown;
  readonly advancedFilters: readonly AdvancedFilter[] | Unknown;
}

export interface DeadLetterSubject {
  /** The resource id of the storage account. */
  readonly account: string | Unknown;
  readonly withIdentity: boolean | Unknown;
}
