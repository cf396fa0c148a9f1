import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { StackConfig } from "../stack/schema.ts";
import { alerts } from "./alerts.ts";
import { type CommunicationSource, communicationSource } from "./communication-service.ts";
import { type DeadLetterContainer, deadLetters } from "./dead-letters.ts";
import { diagnostics } from "./diagnostics.ts";
import type { WebhookSecrets } from "./endpoint-args.ts";
import { madeEndpoints } from "./endpoints.ts";
import { type FunctionAppResources, functionApp, functionEndpoints } from "./function-app.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import type { CreatedQueue } from "./made-endpoint.ts";
import { publishedFunction } from "./published-functions.ts";
import { assignReaders } from "./readers.ts";
import { systemTopic, type Topic } from "./system-topic.ts";

/** Everything that the subscriptions of an environment need: where events come from, and where they go. */
export interface Environment {
  readonly group: ResourceGroup;
  readonly source: CommunicationSource;
  readonly topic: Topic;
  readonly undelivered: DeadLetterContainer;
  /** The endpoints that are made here. */
  readonly made: ReadonlyMap<string, CreatedQueue>;
  /** The app of the handlers, where the configuration asks for one. */
  readonly app: FunctionAppResources | undefined;
}

export function environment(
  resources: EventsResources,
  config: StackConfig,
  secrets: Readonly<Record<string, WebhookSecrets>>,
  stack: string,
): Environment {
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
  const workspaceId = diagnostics(resources, group, source, topic, config.diagnostics, stack);

  // Where they go.
  const undelivered = deadLetters(resources, group, topic, config.deadLetters.container, stack);
  const { made, queues, serviceBus } = madeEndpoints(resources, group, topic, config.endpoints, stack);
  assignReaders(resources, config, undelivered, made);

  // What handles them.
  const around = { group, queues, serviceBus, undelivered, workspaceId, secrets, stack };
  const app = config.handlers === undefined ? undefined : functionApp(resources, config.handlers, around);
  const functions = (app === undefined ? [] : functionEndpoints(config.endpoints)).map(
    ({ endpoint, functionName }) =>
      [endpoint, publishedFunction(app as FunctionAppResources, group.name, functionName)] as const,
  );
  if (config.alerts !== undefined) {
    alerts(resources, config.alerts, { group, topic, queues, insights: app?.insights, stack });
  }
  return { group, source, topic, undelivered, made: new Map([...made, ...functions]), app };
}
