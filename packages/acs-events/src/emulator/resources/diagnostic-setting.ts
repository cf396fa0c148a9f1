import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { valueRefusals } from "./allowed-values.ts";
import type { World } from "./azure.ts";
import { azureTypeOf, nameOf, scopeOf } from "./azure-id.ts";
import { missingRefusals } from "./existence.ts";
import { list, text, without } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";
import type { ResourceType, Target } from "./resource-type.ts";

const destinations = [
  "workspaceId",
  "storageAccountId",
  "eventHubAuthorizationRuleId",
  "serviceBusRuleId",
  "marketplacePartnerId",
];

/**
 * The log categories of the types that this project sends logs of (Azure documentation, supported resource log
 * categories); those of other types are not known, and taken.
 */
const categories: Readonly<Record<string, readonly string[]>> = {
  "microsoft.eventgrid/systemtopics": ["DeliveryFailures"],
  "microsoft.eventgrid/topics": ["DeliveryFailures", "PublishFailures", "DataPlaneRequests"],
  "microsoft.communication/communicationservices": [
    "AdvancedMessagingOperational",
    "AuthOperational",
    "CallAutomationMediaSummary",
    "CallAutomationOperational",
    "CallAutomationStreamingUsage",
    "CallClientMediaStatsCompressedTimeSeries",
    "CallClientMediaStatsTimeSeries",
    "CallClientOperations",
    "CallClientServiceRequestAndOutcome",
    "CallClosedCaptionsSummary",
    "CallDiagnostics",
    "CallDiagnosticUpdates",
    "CallDiagnosticsUpdates",
    "CallingMetrics",
    "CallRecordingOperational",
    "CallRecordingSummary",
    "CallSummary",
    "CallSummaryUpdates",
    "CallSurvey",
    "ChatOperational",
    "EmailSendMailOperational",
    "EmailStatusUpdateOperational",
    "EmailUserEngagementOperational",
    "JobRouterOperational",
    "NetworkTraversalDiagnostics",
    "NetworkTraversalOperational",
    "OptOutManagementOperational",
    "RoomsOperational",
    "SMSOperational",
    "Usage",
  ],
};

function categoryRefusals(inputs: ResourceProperties): readonly Refusal[] {
  const known = categories[azureTypeOf(String(inputs["resourceUri"]))?.toLowerCase() ?? ""];
  const logs = list(inputs["logs"]).flatMap((log, index) =>
    [
      ...(known === undefined ? [] : valueRefusals({ ...jsonObject(log) }, "category", known)),
      ...valueRefusals({ ...jsonObject(log) }, "categoryGroup", ["allLogs", "audit"]),
    ].map((one) => placed(one, `logs[${index}]`)),
  );
  if (known === undefined) return logs;
  const metrics = list(inputs["metrics"]).flatMap((metric, index) =>
    valueRefusals({ ...jsonObject(metric) }, "category", ["AllMetrics"]).map((one) => placed(one, `metrics[${index}]`)),
  );
  return [...logs, ...metrics];
}

function placed({ path, ...rest }: Refusal, where: string): Refusal {
  return { ...rest, path: `${where}.${path ?? ""}` };
}

/** Stands below the resource whose logs and metrics it sends. */
export const diagnosticSetting = Object.freeze<ResourceType>({
  token: "azure-native:monitor:DiagnosticSetting",
  thing: "diagnostic setting",
  azureType: "Microsoft.Insights/diagnosticSettings",
  apiVersion: "2021-05-01-preview",
  pathParameters: ["resourceUri"],
  replaceOn: ["resourceUri", "name"],
  required: ["resourceUri", "name"],
  autoName: { property: "name", strategy: "random" },
  located: false,
  readOnly: ["type", "systemData"],
  id: (inputs: ResourceProperties) =>
    `${String(inputs["resourceUri"])}/providers/microsoft.insights/diagnosticSettings/${String(inputs["name"])}`,
  inputsOfId: (id: string) => ({ resourceUri: scopeOf(id), name: nameOf(id) }),
  refusals: (inputs: ResourceProperties, world: World) => [
    ...missingRefusals("resourceUri", "resource", String(inputs["resourceUri"]), world),
    ...(destinations.some((name) => text(inputs[name]) !== undefined)
      ? []
      : [refusal("no-log-destination", undefined, `a diagnostic setting needs one of ${destinations.join(", ")}`)]),
    ...categoryRefusals(inputs),
    ...["workspaceId", "storageAccountId"].flatMap((name) => {
      const id = text(inputs[name]);
      return id === undefined ? [] : missingRefusals(name, "resource", id, world);
    }),
  ],
  outputs: (inputs: ResourceProperties, _: World, { name }: Target) => ({
    ...without(inputs, ["resourceUri", "__createBeforeDelete"]),
    name,
    type: "Microsoft.Insights/diagnosticSettings",
  }),
});
