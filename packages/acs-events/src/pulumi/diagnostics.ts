import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../stack/schema.ts";
import type { CommunicationSource } from "./communication-service.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import type { Topic } from "./system-topic.ts";

/**
 * Delivery failures are seen in the topic's logs and nowhere else. An existing source or topic has an owner who decides
 * where its logs go; only what is made here is wired up. Answers the id of the workspace; undefined where logs go nowhere.
 */
export function diagnostics(
  resources: EventsResources,
  group: ResourceGroup,
  source: CommunicationSource,
  topic: Topic,
  config: StackConfig["diagnostics"],
  stack: string,
): pulumi.Input<string> | undefined {
  if (config === false) return undefined;
  const workspaceId =
    "workspaceId" in config
      ? config.workspaceId
      : inner(resources, "workspace", Workspace, "logs", {
          workspaceName: `acs-events-${stack}-logs`,
          resourceGroupName: group.name,
          sku: { name: "PerGB2018" },
          retentionInDays: config.retentionInDays,
        }).id;
  const send = (name: string, resourceUri: typeof topic.id): DiagnosticSetting =>
    inner(resources, "diagnosticSetting", DiagnosticSetting, name, {
      name: "acs-events",
      resourceUri,
      workspaceId,
      logs: [{ categoryGroup: "allLogs", enabled: true }],
      metrics: [{ category: "AllMetrics", enabled: true }],
    });
  if (source.hostName !== undefined) send("communication-logs", source.id);
  if (topic.resource !== undefined) send("system-topic-logs", topic.id);
  return workspaceId;
}
