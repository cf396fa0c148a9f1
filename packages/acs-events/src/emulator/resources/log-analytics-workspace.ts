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
  outputs: (_, __, { id }) => ({ customerId: stableGuid("workspace", id), provisioningState: "Succeeded" }),
});
