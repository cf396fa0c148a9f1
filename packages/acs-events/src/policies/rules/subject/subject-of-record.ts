import type { Filter } from "../../../filters/filter.ts";
import type { HiddenValue, SubscriptionRecord } from "../../../subscription-set/subscription-record.ts";
import { destinationOf } from "./destination-of-record.ts";
import type { RecordContext } from "./record-context.ts";
import type { DeadLetterSubject, FilterSubject, SubscriptionSubject } from "./subscription-subject.ts";
import { hiddenAt, hiddenWhole, type Unknown, unknownValue } from "./unknown.ts";

/** A subscription as rules see it. What the record marks as hidden is unknown, and so is everything inside it. */
export function subjectOfRecord(record: SubscriptionRecord, surroundings: RecordContext): SubscriptionSubject {
  const at = <T>(path: string, value: T): T | Unknown => hiddenAt(record.hidden, path) ?? value;
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

function filterOf(filter: Filter, hidden: readonly HiddenValue[]): FilterSubject {
  const at = <T>(property: string, value: T): T | Unknown => hiddenAt(hidden, `filter.${property}`) ?? value;
  return {
    whole: hiddenAt(hidden, "filter") ?? filter,
    eventTypes: at("includedEventTypes", filter.eventTypes),
    subjectBeginsWith: at("subjectBeginsWith", filter.subjectBeginsWith),
    subjectEndsWith: at("subjectEndsWith", filter.subjectEndsWith),
    advancedFilters: at("advancedFilters", filter.advancedFilters),
  };
}

/** A plan says that undelivered events are kept and in which container; the program adds the account and the identity. */
function deadLetterOf(record: SubscriptionRecord, { from }: RecordContext): DeadLetterSubject | undefined | Unknown {
  const { hidden, deadLetterDestination } = record;
  const whole = hiddenWhole(hidden, "deadLetterDestination") ?? hiddenWhole(hidden, "deadLetterWithResourceIdentity");
  if (whole !== undefined) return whole;
  if (deadLetterDestination === null) return undefined;
  // A plan names the account where it is not the stack's own.
  if (from === "plan" && typeof deadLetterDestination["resourceId"] !== "string") {
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
    withIdentity:
      hiddenWhole(hidden, "deadLetterWithResourceIdentity.identity") ??
      (record.deadLetterIdentity !== null || deadLetterDestination["deliveryIdentity"] !== undefined),
  };
}
