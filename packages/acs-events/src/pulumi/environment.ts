import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import type { StackConfig } from "../stack/schema.ts";
import { type CommunicationSource, communicationSource } from "./communication-service.ts";
import { type DeadLetters, deadLetters } from "./dead-letters.ts";
import { diagnostics } from "./diagnostics.ts";
import { type CreatedQueue, madeEndpoints } from "./endpoints.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import { systemTopic, type Topic } from "./system-topic.ts";

/** Everything that the subscriptions of an environment need: where events come from, and where they go. */
export interface Environment {
  readonly group: ResourceGroup;
  readonly source: CommunicationSource;
  readonly topic: Topic;
  readonly undelivered: DeadLetters;
  /** The endpoints that are made here. */
  readonly made: ReadonlyMap<string, CreatedQueue>;
}

export function environment(resources: EventsResources, config: StackConfig, stack: string): Environment {
  // Where events come from.
  const group = inner(
    resources,
    "resourceGroup",
    ResourceGroup,
    "acs-events",
    config.resourceGroup === undefined ? {} : { resourceGroupName: config.resourceGroup },
  );
  const source = communicationSource(resources, group, config.communication, stack);
  const topic = systemTopic(resources, group, source, config.communication, stack);
  diagnostics(resources, group, source, topic, config.diagnostics, stack);

  // Where they go.
  const undelivered = deadLetters(resources, group, topic, config.deadLetters.container, stack);
  const made = madeEndpoints(resources, group, topic, config.endpoints, stack);
  return { group, source, topic, undelivered, made };
}
