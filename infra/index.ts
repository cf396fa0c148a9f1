import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import * as pulumi from "@pulumi/pulumi";
import { readStackConfig } from "./config/from-pulumi.ts";
import { settingsOf } from "./config/parse.ts";
import { loadTeams } from "./load-teams.ts";
import { communicationSource } from "./resources/communication-service.ts";
import { deadLetters } from "./resources/dead-letters.ts";
import { diagnostics } from "./resources/diagnostics.ts";
import { madeEndpoints } from "./resources/endpoints.ts";
import { eventSubscriptions } from "./resources/event-subscriptions.ts";
import { systemTopic } from "./resources/system-topic.ts";
import { plan } from "./subscriptions/plan.ts";
import { renderProblems } from "./subscriptions/problem.ts";

const stack = pulumi.getStack();

// Configuration and teams become a plan, or a list of everything that is wrong with them.
const parsed = readStackConfig();
if (!parsed.ok) throw new pulumi.RunError(renderProblems(parsed.problems, stack));
const { config } = parsed;
const planned = plan(await loadTeams(), settingsOf(config, stack));
if (planned.problems.length > 0) throw new pulumi.RunError(renderProblems(planned.problems, stack));

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

// Which of them go where.
for (const { name, reason } of planned.leftOut) await pulumi.log.info(`${name} is left out: ${reason}`);
const subscriptions = await eventSubscriptions(planned.subscriptions, {
  topic,
  deadLetters: undelivered,
  made,
  secrets: config.secrets,
});

export const resourceGroup = group.name;
export const communicationService = { id: source.id, name: source.name, hostName: source.hostName };
export const systemTopicId = topic.id;
export const eventSubscriptionIds = subscriptions;
export const undeliveredEvents = {
  storageAccount: undelivered.storageAccountName,
  container: undelivered.containerName,
};
export const endpoints = Object.fromEntries(
  [...made].map(([name, { resourceId, queueName }]) => [
    name,
    queueName === undefined ? { id: resourceId } : { id: resourceId, queueName },
  ]),
);
export const leftOut = planned.leftOut.map(({ name, reason }) => ({ name, reason }));
