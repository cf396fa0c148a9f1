import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import type { StackConfig } from "../stack/schema.ts";
import { communicationSource } from "./communication-service.ts";
import { deadLetters } from "./dead-letters.ts";
import { diagnostics } from "./diagnostics.ts";
import { madeEndpoints } from "./endpoints.ts";
import type { SubscriptionSurroundings } from "./event-subscriptions.ts";
import { describeForTeamStacks, secretsOf } from "./shared-stack.ts";
import { systemTopic } from "./system-topic.ts";

/**
 * Everything that the subscriptions of an environment need: where events come from, and where they go. `outputs` is
 * what the stack says of it to people and to the stacks of teams.
 */
export function environment(config: StackConfig, stack: string) {
  // Where events come from.
  const group = new ResourceGroup(
    "acs-events",
    config.resourceGroup === undefined ? {} : { resourceGroupName: config.resourceGroup },
  );
  const source = communicationSource(group, config.communication, stack);
  const topic = systemTopic(group, source, config.communication, stack);
  diagnostics(group, source, topic, config.diagnostics, stack);

  // Where they go.
  const undelivered = deadLetters(group, topic, config.deadLetters.container, stack);
  const made = madeEndpoints(group, topic, config.endpoints, stack);

  const secretsForTeamStacks = secretsOf(config);
  return {
    surroundings: { topic, deadLetters: undelivered, made, secrets: config.secrets } satisfies SubscriptionSurroundings,
    outputs: {
      resourceGroup: group.name,
      communicationService: { id: source.id, name: source.name, hostName: source.hostName },
      systemTopicId: topic.id,
      undeliveredEvents: { storageAccount: undelivered.storageAccountName, container: undelivered.containerName },
      endpoints: Object.fromEntries(
        [...made].map(([name, { resourceId, queueName }]) => [
          name,
          queueName === undefined ? { id: resourceId } : { id: resourceId, queueName },
        ]),
      ),
      forTeamStacks: describeForTeamStacks(topic, undelivered, made, config),
      ...(secretsForTeamStacks === undefined ? {} : { secretsForTeamStacks }),
    },
  };
}
