import type { AdvancedFilter } from "../../filters/advanced-filter.ts";
import type { Filter } from "../../filters/filter.ts";
import type { DeclaredAt } from "../../plan/declared-at.ts";
import type { DestinationView } from "./destination-view.ts";
import type { Knowable } from "./knowable.ts";

/**
 * One event subscription as rules see it: the same for a planned subscription, for one that was read from Azure, and
 * for the arguments that the engine is about to deploy. What cannot be seen from there is an `Unknown`.
 */
export interface SubscriptionView {
  readonly kind: "subscription";
  /** Its name in Azure, or its name in the program where Azure's is computed: what it is called in messages. */
  readonly name: string;
  readonly azureName: Knowable<string>;
  /** What its team's file calls it, where `azureName` there keeps a name that Azure had already. */
  readonly declaredName: Knowable<string | undefined>;
  /** The system topic; all subscriptions of a plan share one. */
  readonly topic: Knowable<string>;
  readonly filter: FilterView;
  /** Undefined when nothing says where the events go. */
  readonly destination: Knowable<DestinationView | undefined>;
  /** Undefined when undelivered events are dropped. */
  readonly deadLetter: Knowable<DeadLetterView | undefined>;
  readonly maxDeliveryAttempts: Knowable<number>;
  readonly eventTimeToLiveInMinutes: Knowable<number>;
  readonly deliverySchema: Knowable<string>;
  readonly team: Knowable<string | undefined>;
  readonly owner: Knowable<string | undefined>;
  /** ISO 8601; undefined when it stays until somebody removes it. */
  readonly expires: Knowable<string | undefined>;
  readonly declaredAt: DeclaredAt | undefined;
  /** The URNs that a property depends on; undefined where the view is not of the whole stack in the engine. */
  readonly dependsOn: (property: SubscriptionProperty) => readonly string[] | undefined;
}

/** What stands for the name of the one system topic that all subscriptions of a plan share. */
export const topicOfPlan = "(of the plan)";

/** The parts of a subscription that may be computed from other resources of the stack. */
export type SubscriptionProperty = "destination" | "deadLetter" | "topic";

/** The filter as a whole, and its parts, of which some may be known where others are not. */
export interface FilterView {
  readonly whole: Knowable<Filter>;
  readonly eventTypes: Knowable<readonly string[] | "All">;
  readonly subjectBeginsWith: Knowable<string>;
  readonly subjectEndsWith: Knowable<string>;
  readonly advancedFilters: Knowable<readonly AdvancedFilter[]>;
}

export interface DeadLetterView {
  /** The resource id of the storage account. */
  readonly account: Knowable<string>;
  readonly withIdentity: Knowable<boolean>;
}
