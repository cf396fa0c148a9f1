import type { Filter } from "../../src/filters/filter.ts";
import { operators } from "../../src/filters/operators.ts";

interface Named {
  readonly name: string;
  readonly filter: Filter;
}

/** What `terraform show -json` prints of a plan that leaves these subscriptions as they are. */
export function terraformPlan(subscriptions: readonly Named[]): unknown {
  const type = "azurerm_eventgrid_system_topic_event_subscription";
  const resources = subscriptions.map((one) => ({
    address: `${type}.all["${one.name}"]`,
    type,
    values: valuesOf(one),
  }));
  const module = (list: readonly object[]) => ({ root_module: { resources: list } });
  return {
    format_version: "1.2",
    terraform_version: "1.9.8",
    planned_values: module(resources),
    resource_changes: resources.map(({ address, values }) => ({
      address,
      type,
      change: { actions: ["no-op"], before: values, after: values, after_unknown: {}, after_sensitive: {} },
    })),
    prior_state: { format_version: "1.0", values: module(resources) },
    configuration: { root_module: { resources: [{ address: `${type}.all`, expressions: { name: {} } }] } },
  };
}

function valuesOf({ name, filter }: Named): object {
  const conditions = Map.groupBy(filter.advancedFilters, ({ operatorType }) => operatorType);
  const block = Object.keys(operators).map((operator) => [
    operator.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase(),
    (conditions.get(operator as keyof typeof operators) ?? []).map(({ operatorType: _, ...rest }) => rest),
  ]);
  const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso/providers";
  return {
    id: `${group}/Microsoft.EventGrid/systemTopics/events/eventSubscriptions/${name}`,
    name,
    system_topic: "events",
    resource_group_name: "contoso",
    included_event_types: filter.eventTypes === "All" ? [] : filter.eventTypes,
    subject_filter: [
      {
        subject_begins_with: filter.subjectBeginsWith,
        subject_ends_with: filter.subjectEndsWith,
        case_sensitive: filter.isSubjectCaseSensitive,
      },
    ],
    advanced_filtering_on_arrays_enabled: filter.enableAdvancedFilteringOnArrays,
    advanced_filter: filter.advancedFilters.length === 0 ? [] : [Object.fromEntries(block)],
    webhook_endpoint: [
      { url: "https://handlers.contoso.example/api", base_url: "https://handlers.contoso.example/api" },
    ],
    storage_blob_dead_letter_destination: [
      {
        storage_account_id: `${group}/Microsoft.Storage/storageAccounts/contoso`,
        storage_blob_container_name: "undelivered",
      },
    ],
  };
}
