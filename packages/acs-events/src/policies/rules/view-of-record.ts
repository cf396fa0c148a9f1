import type { Filter } from "../../filters/filter.ts";
import type { HiddenValue, SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import { hiddenAt, hiddenWhole } from "./hidden.ts";
import { type Knowable, unknownValue } from "./knowable.ts";
import type { DeadLetterView, FilterView, SubscriptionView } from "./subscription-view.ts";
import type { Surroundings } from "./surroundings.ts";
import { destinationOf } from "./view-of-destination.ts";

/** A subscription as rules see it. What the record marks as hidden is unknown, and so is everything inside it. */
export function viewOfRecord(record: SubscriptionRecord, surroundings: Surroundings): SubscriptionView {
  const at = <T>(path: string, value: T): Knowable<T> => hiddenAt(record.hidden, path) ?? value;
  return {
    kind: "subscription",
    name: record.name,
    azureName: surroundings.azureName,
    topic: surroundings.topic,
    filter: filterOf(record.filter, record.hidden),
    destination: destinationOf(record, surroundings),
    deadLetter: deadLetterOf(record, surroundings),
    maxDeliveryAttempts: at("retryPolicy.maxDeliveryAttempts", record.retryPolicy.maxDeliveryAttempts),
    eventTimeToLiveInMinutes: at("retryPolicy.eventTimeToLiveInMinutes", record.retryPolicy.eventTimeToLiveInMinutes),
    deliverySchema: at("eventDeliverySchema", record.eventDeliverySchema),
    declaredName: at("labels", record.declaredName),
    team: at("labels", record.team),
    owner: at("labels", record.owner),
    expires: at("expirationTimeUtc", record.expirationTimeUtc ?? undefined),
    declaredAt: record.declaredAt,
    dependsOn: surroundings.dependsOn,
  };
}

function filterOf(filter: Filter, hidden: readonly HiddenValue[]): FilterView {
  const at = <T>(property: string, value: T): Knowable<T> => hiddenAt(hidden, `filter.${property}`) ?? value;
  return {
    whole: hiddenAt(hidden, "filter") ?? filter,
    eventTypes: at("includedEventTypes", filter.eventTypes),
    subjectBeginsWith: at("subjectBeginsWith", filter.subjectBeginsWith),
    subjectEndsWith: at("subjectEndsWith", filter.subjectEndsWith),
    advancedFilters: at("advancedFilters", filter.advancedFilters),
  };
}

/** A plan says that undelivered events are kept and in which container; the program adds the account and the identity. */
function deadLetterOf(record: SubscriptionRecord, { from }: Surroundings): Knowable<DeadLetterView | undefined> {
  const { hidden, deadLetterDestination } = record;
  const whole = hiddenWhole(hidden, "deadLetterDestination") ?? hiddenWhole(hidden, "deadLetterWithResourceIdentity");
  if (whole !== undefined) return whole;
  if (deadLetterDestination === null) return undefined;
  if (from === "plan") {
    return {
      account: unknownValue("deadLetterDestination.resourceId", "not-in-plan"),
      withIdentity: unknownValue("deadLetterWithResourceIdentity.identity", "not-in-plan"),
    };
  }
  const { resourceId } = deadLetterDestination;
  return {
    account:
      hiddenAt(hidden, "deadLetterDestination.resourceId") ??
      (typeof resourceId === "string" ? resourceId : unknownValue("deadLetterDestination.resourceId", "not-in-plan")),
    withIdentity: hiddenWhole(hidden, "deadLetterWithResourceIdentity.identity") ?? record.deadLetterIdentity !== null,
  };
}
