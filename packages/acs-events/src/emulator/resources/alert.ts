import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { armType } from "./arm-type.ts";
import type { World } from "./azure.ts";
import { missingRefusals } from "./existence.ts";
import { nameRules } from "./name-rules.ts";
import { list, shown, text } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";

/** Whom alerts tell. */
export const actionGroup = armType({
  token: "azure-native:monitor:ActionGroup",
  namespace: "Microsoft.Insights",
  steps: [["actionGroups", "actionGroupName"]],
  apiVersion: "2024-10-01-preview",
  thing: "action group",
  nameRule: nameRules.alert,
  located: true,
  required: ["groupShortName", "enabled"],
  refusals: (inputs) =>
    (text(inputs["groupShortName"]) ?? "").length > 12
      ? [refusal("too-long", "groupShortName", `${shown(inputs["groupShortName"])} is longer than 12 characters`)]
      : [],
});

/** Tells when a metric of a resource leaves its bounds. */
export const metricAlert = armType({
  token: "azure-native:monitor:MetricAlert",
  namespace: "Microsoft.Insights",
  steps: [["metricAlerts", "ruleName"]],
  apiVersion: "2018-03-01",
  thing: "alert rule",
  nameRule: nameRules.alert,
  located: true,
  required: ["criteria", "enabled", "evaluationFrequency", "scopes", "severity", "windowSize"],
  readOnly: ["isMigrated", "lastUpdatedTime"],
  refusals: (inputs, world) => [
    ...(inputs["location"] === "global"
      ? []
      : [refusal("not-global", "location", 'alert rules are global; say location: "global"')]),
    ...severityRefusals(inputs),
    ...targetRefusals(inputs, world),
  ],
});

/** Tells when a query over logs finds what it looks for. */
export const queryAlert = armType({
  token: "azure-native:monitor:ScheduledQueryRule",
  namespace: "Microsoft.Insights",
  steps: [["scheduledQueryRules", "ruleName"]],
  apiVersion: "2025-01-01-preview",
  thing: "alert rule",
  nameRule: nameRules.alert,
  located: true,
  readOnly: ["createdWithApiVersion", "etag", "isLegacyLogAnalyticsRule", "isWorkspaceAlertsStorageConfigured"],
  refusals: (inputs, world) => [
    ...severityRefusals(inputs),
    ...list(inputs["scopes"]).flatMap((scope) => missingRefusals("scopes", "resource", String(scope), world)),
  ],
});

function severityRefusals({ severity }: ResourceProperties): readonly Refusal[] {
  if (Number.isInteger(severity) && Number(severity) >= 0 && Number(severity) <= 4) return [];
  return [refusal("out-of-range", "severity", `${shown(severity)} is not a whole number from 0 to 4`)];
}

function targetRefusals(inputs: ResourceProperties, world: World): readonly Refusal[] {
  const scopes = list(inputs["scopes"]);
  const criteria = list(jsonObject(inputs["criteria"])?.["allOf"]);
  const groups = list(inputs["actions"]).map((action) => String(jsonObject(action)?.["actionGroupId"]));
  return [
    ...(scopes.length === 1
      ? []
      : [refusal("one-scope", "scopes", `${scopes.length} scopes are given; one is needed`)]),
    ...scopes.flatMap((scope) =>
      missingRefusals("scopes", "resource", String(scope).replace(/\/queueServices\/default$/i, ""), world),
    ),
    ...(criteria.length > 0 ? [] : [refusal("no-criteria", "criteria.allOf", "an alert rule needs a criterion")]),
    ...groups.flatMap((id) => missingRefusals("actions", "action group", id, world)),
  ];
}
