import { eventTypeNames, isEventType } from "../../catalog/event-types.ts";
import { eventTypeNamesRule } from "../../filter-rules/event-type-names.ts";
import type { CheckContext, FilterRule } from "../../filter-rules/filter-rule.ts";
import { limitsRule } from "../../filter-rules/limits.ts";
import { operandsRule } from "../../filter-rules/operands.ts";
import { subjectTextRule } from "../../filter-rules/subject-text.ts";
import { readFilter } from "../../filters/azure-json/read-filter.ts";
import type { Filter } from "../../filters/filter.ts";
import type { Finding } from "../../filters/finding.ts";
import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { list } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { communicationServicesTopicType, topicTypeOfScope } from "./topic-type.ts";

/**
 * The rules on filters that Azure keeps too; all others are advice. Named one by one, since all rules together load the
 * payloads of every event, which would double the time that the local Azure takes to start.
 */
export const azureRules: readonly FilterRule[] = [eventTypeNamesRule, subjectTextRule, limitsRule, operandsRule];

/** The ids of findings that stand for a refusal of Azure. */
export function refusedFindings(rules: readonly FilterRule[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(({ findings }) =>
      Object.entries(findings).flatMap(([id, { azure }]) => (azure === "refuses" ? [id] : [])),
    ),
  );
}

const refused = refusedFindings(azureRules);

/**
 * Why Azure would not take the filter of an event subscription: its form, and where that is right, what it lists and how
 * much. For event types, what Azure says itself misleads ("Event subscription doesn't exist.",
 * pulumi/pulumi-azure-native#1681), so the words are those of the check. Names of other sources are taken as they are:
 * storage accounts are recorded to take any (azure-cli's recordings of 2020 to 2022).
 */
export function filterRefusals(inputs: ResourceProperties, scope: string, world: World): readonly Refusal[] {
  const json = jsonObject(inputs["filter"]);
  if (json === undefined) return [];
  if (list(json["includedEventTypes"]).includes("All")) {
    const message =
      '"All" is not an event type since API 2019-02-01-preview; list the types by name, or omit the list for the default ones';
    return [refusal("event-types-all-gone", "filter.includedEventTypes", message)];
  }
  const { filter, findings } = readFilter(json);
  const unreadable = findings.filter(({ level }) => level === "error");
  if (unreadable.length > 0) return unreadable.map(refusalOf);
  const context = contextOf(filter, inputs["eventDeliverySchema"]);
  const ours = topicTypeOfScope(scope, world) === communicationServicesTopicType;
  return azureRules
    .filter((rule) => ours || rule !== eventTypeNamesRule)
    .flatMap(({ check }) => check(filter, context))
    .filter(({ id }) => refused.has(id))
    .map(refusalOf);
}

function contextOf({ eventTypes }: Filter, schema: unknown): CheckContext {
  const listed = eventTypes !== "All" && eventTypes.length > 0;
  return {
    path: "filter",
    deliverySchema: schema === "CloudEventSchemaV1_0" ? schema : "EventGridSchema",
    types: listed ? eventTypes.filter(isEventType) : eventTypeNames,
    listed,
  };
}

function refusalOf({ id, path, message }: Finding): Refusal {
  return refusal(id, path, message.replace(/\.$/, ""));
}
