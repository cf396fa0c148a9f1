import { jsonObject } from "../../json/json-object.ts";
import { rangeRefusals } from "./allowed-values.ts";
import { armType } from "./arm-type.ts";
import { nameRules } from "./name-rules.ts";
import { stableGuid } from "./stable-guid.ts";

/** Where diagnostic logs go. */
export const logAnalyticsWorkspace = armType({
  token: "azure-native:operationalinsights:Workspace",
  namespace: "Microsoft.OperationalInsights",
  steps: [["workspaces", "workspaceName"]],
  apiVersion: "2023-09-01",
  thing: "Log Analytics workspace",
  nameRule: nameRules.workspace,
  located: true,
  readOnly: [
    "createdDate",
    "customerId",
    "etag",
    "modifiedDate",
    "privateLinkScopedResources",
    "provisioningState",
    "systemData",
    "identity.principalId",
    "identity.tenantId",
  ],
  refusals: (inputs) => {
    const free = jsonObject(inputs["sku"])?.["name"] === "Free";
    return free ? rangeRefusals(inputs, "retentionInDays", 7, 7) : rangeRefusals(inputs, "retentionInDays", 30, 730);
  },
  outputs: (_, __, { id }) => ({ customerId: stableGuid("workspace", id), provisioningState: "Succeeded" }),
});
