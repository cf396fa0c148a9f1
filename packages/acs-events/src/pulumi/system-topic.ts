import { getSystemTopic, getSystemTopicOutput } from "@pulumi/azure-native/eventgrid/getSystemTopic.js";
import { SystemTopic } from "@pulumi/azure-native/eventgrid/systemTopic.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import type { CommunicationConfig } from "../stack/schema.ts";
import type { CommunicationSource } from "./communication-service.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import { parseResourceId } from "./resource-id.ts";

/** The channel of all events of the source; a source can have only one. */
export interface Topic {
  readonly id: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  readonly resourceGroupName: pulumi.Output<string>;
  /** The identity that writes to queues and to the dead-letter container. */
  readonly principalId: pulumi.Output<string>;
  /** Set when the topic is made here. */
  readonly resource: SystemTopic | undefined;
}

export function systemTopic(
  resources: EventsResources,
  group: ResourceGroup,
  source: CommunicationSource,
  config: CommunicationConfig,
  stack: string,
): Topic {
  if ("existing" in config && config.systemTopic !== undefined) {
    const { name, resourceGroupName } = parseResourceId(config.systemTopic);
    const found = getSystemTopicOutput({ resourceGroupName, systemTopicName: name }, { parent: resources.parent });
    return {
      id: pulumi.output(config.systemTopic),
      name: pulumi.output(name),
      resourceGroupName: pulumi.output(resourceGroupName),
      principalId: found.apply((topic) => ownPrincipal(topic.identity, { name, resourceGroupName })),
      resource: undefined,
    };
  }
  const topic = inner(
    resources,
    "systemTopic",
    SystemTopic,
    "system-topic",
    {
      systemTopicName: `acs-events-${stack}`,
      resourceGroupName: group.name,
      location: "global",
      source: source.id,
      topicType: "Microsoft.Communication.CommunicationServices",
      identity: { type: "SystemAssigned" },
    },
    // Azure takes both at creation only. The provider does not know this: it would try to change them in place and fail.
    { replaceOnChanges: ["source", "topicType"] },
  );
  return {
    id: topic.id,
    name: topic.name,
    resourceGroupName: group.name,
    principalId: principalOf(topic, group),
    resource: topic,
  };
}

/**
 * The principal of a topic that is made here. In the preview of a change the provider says of no output what it will be,
 * so that every role assignment would be shown as replaced. Azure is asked instead: the topic is there, and keeps its
 * principal. Before it is made its id is not known, and nobody is asked.
 */
function principalOf(topic: SystemTopic, group: ResourceGroup): pulumi.Output<string> {
  const own = pulumi
    .all([topic.identity, topic.name, group.name])
    .apply(([identity, name, resourceGroupName]) => ownPrincipal(identity, { name, resourceGroupName }));
  if (!pulumi.runtime.isDryRun()) return own;
  const asked = pulumi.all([topic.id, topic.name]).apply(([id, systemTopicName]) => {
    const { resourceGroupName } = parseResourceId(id);
    // The update finds and reports what somebody else deleted or changed.
    return getSystemTopic({ resourceGroupName, systemTopicName }).catch(() => undefined);
  });
  return asked.apply((found): pulumi.Output<string> => {
    const principalId = found?.identity?.principalId;
    return principalId === undefined ? own : pulumi.output(principalId);
  });
}

/**
 * The principal of a topic's own identity. Throws a `RunError` where it has none, with the command that switches it on
 * (a recorded one: azure-recorded, test_system_topic_identity).
 */
export function ownPrincipal(
  identity: { readonly principalId?: string | undefined } | undefined,
  { name, resourceGroupName }: { readonly name: string; readonly resourceGroupName: string },
): string {
  if (identity?.principalId !== undefined) return identity.principalId;
  throw new pulumi.RunError(
    `The system topic "${name}" has no system-assigned identity, by which undelivered events and events for queues are written. Switch it on: az eventgrid system-topic update --name ${name} --resource-group ${resourceGroupName} --identity systemassigned`,
  );
}
