import { jsonObject } from "../../json/json-object.ts";
import { eventSubscriptionResource, topicIdOf } from "../event-subscription-resource.ts";
import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import { armType } from "./arm-type.ts";
import type { World } from "./azure.ts";
import { isIdOf, nameOf, resourceGroupIdOf, sameId } from "./azure-id.ts";
import { completedSubscription } from "./event-subscription-defaults.ts";
import { destinationRefusals, eitherRefusals } from "./event-subscription-destination.ts";
import { filterRefusals } from "./event-subscription-filter.ts";
import { identityRefusals, identityUses, missingRoleRefusals } from "./event-subscription-identity.ts";
import { publicOutputs } from "./event-subscription-outputs.ts";
import { deadLetterRefusals, settingsRefusals } from "./event-subscription-settings.ts";
import { isMissing } from "./existence.ts";
import { nameRefusals, nameRules } from "./name-rules.ts";
import { citedRefusal, type Refusal, refusal } from "./refusal.ts";
import type { ResourceType, Target } from "./resource-type.ts";

export const eventSubscriptionToken = "azure-native:eventgrid:SystemTopicEventSubscription";

const apiVersion = "2025-02-15";
const mostSubscriptions = 500;
const readOnly = ["topic", "provisioningState", "systemData", "destination.endpointBaseUrl"];

const common = {
  readOnly,
  completed: (inputs: ResourceProperties, world: World, target: Target) => completedSubscription(inputs, world, target),
  outputs: (inputs: ResourceProperties, _: World, { id }: Target) => publicOutputs(inputs, id),
  beforeKept: handshake,
};

/** An event subscription that is below a topic or a domain. */
function nested(token: string, parents: readonly (readonly [segment: string, nameInput: string])[]): ResourceType {
  return armType({
    token: `azure-native:eventgrid:${token}`,
    namespace: "Microsoft.EventGrid",
    steps: [...parents, ["eventSubscriptions", "eventSubscriptionName"]],
    apiVersion,
    thing: "event subscription",
    nameRule: nameRules.eventSubscription,
    ...common,
    refusals: subscriptionRefusals,
  });
}

/** Which events of a system topic go where: the way of this project. */
export const eventSubscription = nested("SystemTopicEventSubscription", [["systemTopics", "systemTopicName"]]);

/** The same of custom topics, domains, their topics, and partner topics. */
const otherSubscriptions = [
  nested("TopicEventSubscription", [["topics", "topicName"]]),
  nested("DomainEventSubscription", [["domains", "domainName"]]),
  nested("DomainTopicEventSubscription", [
    ["domains", "domainName"],
    ["topics", "topicName"],
  ]),
  nested("PartnerTopicEventSubscription", [["partnerTopics", "partnerTopicName"]]),
];

/** An event subscription on any scope: a source, a custom topic, a resource group, an Azure subscription. */
const extensionSubscription = Object.freeze<ResourceType>({
  token: "azure-native:eventgrid:EventSubscription",
  thing: "event subscription",
  azureType: "Microsoft.EventGrid/eventSubscriptions",
  apiVersion,
  pathParameters: ["scope", "eventSubscriptionName"],
  replaceOn: ["scope", "eventSubscriptionName"],
  required: ["scope", "eventSubscriptionName"],
  autoName: { property: "eventSubscriptionName", strategy: "random" },
  located: false,
  ...common,
  readOnly: ["name", "type", ...readOnly],
  id: (inputs: ResourceProperties) =>
    `${String(inputs["scope"]).replace(/\/$/, "")}/providers/Microsoft.EventGrid/eventSubscriptions/${String(inputs["eventSubscriptionName"])}`,
  inputsOfId: (id: string) => ({ scope: topicIdOf(id), eventSubscriptionName: nameOf(id) }),
  refusals: (inputs: ResourceProperties, world: World, target: Target) => [
    ...nameRefusals(nameRules.eventSubscription, "eventSubscriptionName", target.name),
    ...scopeRefusals(topicIdOf(target.id), world),
    ...subscriptionRefusals(inputs, world, target),
  ],
  outputs: (inputs: ResourceProperties, _: World, { id, name }: Target) => ({
    ...publicOutputs(inputs, id),
    azureApiVersion: inputs["azureApiVersion"] ?? apiVersion,
    name,
    type: "Microsoft.EventGrid/eventSubscriptions",
  }),
});

export const eventSubscriptionTypes: readonly ResourceType[] = [
  eventSubscription,
  ...otherSubscriptions,
  extensionSubscription,
];

function scopeRefusals(scope: string, world: World): readonly Refusal[] {
  if (isIdOf(scope, "Microsoft.EventGrid/systemTopics")) {
    // pulumi/pulumi#6048
    const message =
      "This event subscription operation is not supported using this API call. Please use the proper API and try again.";
    return [citedRefusal("scope-is-system-topic", "scope", "InvalidRequest", message)];
  }
  const group = resourceGroupIdOf(scope);
  if (group !== undefined && sameId(group, scope) && world.store.get(group) === undefined) {
    // Azure/azure-cli#12796
    const message = `Resource group '${nameOf(group)}' could not be found.`;
    return [citedRefusal("missing-resource-group", "scope", "ResourceGroupNotFound", message)];
  }
  if (!isMissing(scope, world)) return [];
  return [refusal("missing-resource", "scope", `there is no resource ${scope} to subscribe to`)];
}

function subscriptionRefusals(inputs: ResourceProperties, world: World, target: Target): readonly Refusal[] {
  const topic = world.store.get(topicIdOf(target.id));
  return [
    ...quotaRefusals(target, world),
    ...eitherRefusals(inputs, "destination", "deliveryWithResourceIdentity", true),
    ...eitherRefusals(inputs, "deadLetterDestination", "deadLetterWithResourceIdentity", false),
    ...within(inputs, "destination", (destination, path) => destinationRefusals(destination, path, world)),
    ...within(inputs, "deadLetterDestination", (deadLetter, path) => deadLetterRefusals(deadLetter, path, world)),
    ...(topic === undefined
      ? []
      : identityUses(inputs).flatMap(({ identity, path, destination }) => {
          const unusable = identityRefusals(identity, path, topic, destination);
          if (unusable.length > 0 || identity["userAssignedIdentity"] !== undefined) return unusable;
          return missingRoleRefusals({ subscriptionId: target.id, destination, path }, topic, world);
        })),
    ...settingsRefusals(inputs, world, target),
    ...filterRefusals(inputs, topicIdOf(target.id), world),
  ];
}

function quotaRefusals({ id, existing }: Target, world: World): readonly Refusal[] {
  if (existing !== undefined || world.store.eventSubscriptionCount(topicIdOf(id)) < mostSubscriptions) return [];
  const message = `the topic has ${mostSubscriptions} event subscriptions; a topic can have no more`;
  return [refusal("too-many-subscriptions", undefined, message)];
}

/** Applies `refusalsOf` to what is under `name`, directly or beside an identity. */
function within(
  inputs: ResourceProperties,
  name: "destination" | "deadLetterDestination",
  refusalsOf: (value: ResourceProperties, path: string) => readonly Refusal[],
): readonly Refusal[] {
  const outer = name === "destination" ? "deliveryWithResourceIdentity" : "deadLetterWithResourceIdentity";
  const direct = jsonObject(inputs[name]);
  const inner = jsonObject(jsonObject(inputs[outer])?.[name]);
  return [
    ...(direct === undefined ? [] : refusalsOf(direct, name)),
    ...(inner === undefined ? [] : refusalsOf(inner, `${outer}.${name}`)),
  ];
}

/** Asks a webhook whether it wants the events; other destinations have proved themselves by being there. */
async function handshake(resource: StoredResource, world: World): Promise<Refusal | undefined> {
  const subscription = eventSubscriptionResource(resource);
  const { name, topicId, destination } = subscription;
  if (destination["endpointType"] !== "WebHook" || world.validator === undefined) return undefined;
  if (world.writes.onTopic(topicId) > 0) {
    world.store.notice({
      id: "parallel-writes",
      resourceId: resource.id,
      message: `"${name}" was written while another event subscription of its topic was; Azure is known to answer that with a conflict (Azure/bicep#2549).`,
    });
  }
  const outcome = await world.validator.validate(subscription);
  if (outcome.ok) return undefined;
  const { origin, pathname } = new URL(String(destination["endpointUrl"]));
  // Azure/azure-cli#21006 (with its spelling); what the endpoint answered is told in the local Azure's words.
  const message = `Webhook validation handshake failed for ${origin}${pathname}. ${outcome.reason.replace(/\.$/, "")}. For troublehooting, visit https://aka.ms/esvalidation.`;
  return citedRefusal("handshake-failed", "destination.endpointUrl", "Url validation", message);
}
