import { eventSubscriptionResource, topicIdOf } from "../event-subscription-resource.ts";
import type { Properties, StoredResource } from "../stored-resource.ts";
import { armType } from "./arm-type.ts";
import type { World } from "./azure.ts";
import { destinationRefusals, eitherRefusals } from "./event-subscription-destination.ts";
import { filterRefusals } from "./event-subscription-filter.ts";
import { identityRefusals, identityUses, noticeOfMissingRole } from "./event-subscription-identity.ts";
import { publicOutputs } from "./event-subscription-outputs.ts";
import { deadLetterRefusals, settingsRefusals } from "./event-subscription-settings.ts";
import { nameRules } from "./name-rules.ts";
import { object } from "./property.ts";
import { citedRefusal, type Refusal, refusal } from "./refusal.ts";
import type { Target } from "./resource-type.ts";

export const eventSubscriptionToken = "azure-native:eventgrid:SystemTopicEventSubscription";

const mostSubscriptions = 500;

/** Which events of a topic go where. */
export const eventSubscription = armType({
  token: eventSubscriptionToken,
  namespace: "Microsoft.EventGrid",
  steps: [
    ["systemTopics", "systemTopicName"],
    ["eventSubscriptions", "eventSubscriptionName"],
  ],
  apiVersion: "2025-02-15",
  thing: "event subscription",
  nameRule: nameRules.eventSubscription,
  readOnly: ["topic", "provisioningState", "systemData"],
  refusals: (inputs, world, target) => {
    const topic = world.store.get(topicIdOf(target.id));
    return [
      ...quotaRefusals(target, world),
      ...eitherRefusals(inputs, "destination", "deliveryWithResourceIdentity", true),
      ...eitherRefusals(inputs, "deadLetterDestination", "deadLetterWithResourceIdentity", false),
      ...within(inputs, "destination", (destination, path) => destinationRefusals(destination, path, world)),
      ...within(inputs, "deadLetterDestination", (target, path) => deadLetterRefusals(target, path, world)),
      ...(topic === undefined
        ? []
        : identityUses(inputs).flatMap(({ identity, path }) => identityRefusals(identity, path, topic))),
      ...settingsRefusals(inputs, world, target),
      ...filterRefusals(inputs),
    ];
  },
  outputs: (inputs, _, { id }) => publicOutputs(inputs, id),
  async beforeKept(resource, world) {
    const topic = world.store.get(topicIdOf(resource.id));
    for (const { destination, identity } of identityUses(resource.inputs)) {
      if (topic === undefined || identity["userAssignedIdentity"] !== undefined) continue;
      noticeOfMissingRole(resource.id, destination, topic, world);
    }
    return await handshake(resource, world);
  },
});

function quotaRefusals({ id, existing }: Target, world: World): readonly Refusal[] {
  if (existing !== undefined || world.store.eventSubscriptionCount(topicIdOf(id)) < mostSubscriptions) return [];
  const message = `the system topic has ${mostSubscriptions} event subscriptions; a topic can have no more`;
  return [refusal("too-many-subscriptions", undefined, message)];
}

/** Applies `refusalsOf` to what stands under `name`, directly or beside an identity. */
function within(
  inputs: Properties,
  name: "destination" | "deadLetterDestination",
  refusalsOf: (value: Properties, path: string) => readonly Refusal[],
): readonly Refusal[] {
  const outer = name === "destination" ? "deliveryWithResourceIdentity" : "deadLetterWithResourceIdentity";
  const direct = object(inputs[name]);
  const inner = object(object(inputs[outer])?.[name]);
  return [
    ...(direct === undefined ? [] : refusalsOf(direct, name)),
    ...(inner === undefined ? [] : refusalsOf(inner, `${outer}.${name}`)),
  ];
}

/** Writes under way, by topic: Azure is known to answer two at a time with a conflict. */
const underWay = new WeakMap<World, Map<string, number>>();

/** Asks a webhook whether it wants the events; other destinations have proved themselves by being there. */
async function handshake(resource: StoredResource, world: World): Promise<Refusal | undefined> {
  const subscription = eventSubscriptionResource(resource);
  const { name, topicId, destination } = subscription;
  if (destination["endpointType"] !== "WebHook" || world.validator === undefined) return undefined;
  const writes = underWay.get(world) ?? new Map<string, number>();
  underWay.set(world, writes);
  const others = writes.get(topicId) ?? 0;
  if (others > 0) {
    world.store.notice({
      id: "parallel-writes",
      resourceId: resource.id,
      message: `"${name}" was written while another event subscription of its topic was; Azure is known to answer that with a conflict (Azure/bicep#2549).`,
    });
  }
  writes.set(topicId, others + 1);
  try {
    const outcome = await world.validator.validate(subscription);
    if (outcome.ok) return undefined;
    const { origin, pathname } = new URL(String(destination["endpointUrl"]));
    // Azure/azure-cli#21006 (with its spelling); what the endpoint answered is told in the local Azure's words.
    const message = `Webhook validation handshake failed for ${origin}${pathname}. ${outcome.reason.replace(/\.$/, "")}. For troublehooting, visit https://aka.ms/esvalidation.`;
    return citedRefusal("handshake-failed", "destination.endpointUrl", "Url validation", message);
  } finally {
    writes.set(topicId, (writes.get(topicId) ?? 1) - 1);
  }
}
