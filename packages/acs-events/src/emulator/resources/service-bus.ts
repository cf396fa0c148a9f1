import { changeRefusals, durationRefusals } from "./allowed-values.ts";
import { armType } from "./arm-type.ts";
import { messagingNamespace, namespaceStep } from "./messaging-namespace.ts";
import { nameRules } from "./name-rules.ts";

const apiVersion = "2026-01-01";
const namespace = "Microsoft.ServiceBus";
const readOnly = ["accessedAt", "countDetails", "createdAt", "location", "sizeInBytes", "systemData", "updatedAt"];

export const serviceBusNamespace = messagingNamespace(
  "azure-native:servicebus:Namespace",
  namespace,
  apiVersion,
  "Service Bus namespace",
);

export const serviceBusQueue = armType({
  token: "azure-native:servicebus:Queue",
  namespace,
  steps: [namespaceStep, ["queues", "queueName"]],
  apiVersion,
  thing: "Service Bus queue",
  nameRule: nameRules.messagingEntity,
  refusals: (inputs, _, { existing }) => [
    ...durationRefusals(inputs, "lockDuration", 5),
    ...changeRefusals(inputs, existing?.outputs, "requiresSession"),
    ...changeRefusals(inputs, existing?.outputs, "enablePartitioning"),
    ...changeRefusals(inputs, existing?.outputs, "requiresDuplicateDetection"),
  ],
  readOnly: [...readOnly, "messageCount"],
  outputs: ({ status }) => ({ status: status ?? "Active" }),
});

export const serviceBusTopic = armType({
  token: "azure-native:servicebus:Topic",
  namespace,
  steps: [namespaceStep, ["topics", "topicName"]],
  apiVersion,
  thing: "Service Bus topic",
  nameRule: nameRules.messagingEntity,
  readOnly: [...readOnly, "subscriptionCount"],
  outputs: ({ status }) => ({ status: status ?? "Active" }),
});
