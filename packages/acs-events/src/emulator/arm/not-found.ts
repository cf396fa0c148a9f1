import { isEventSubscriptionToken } from "../event-subscription-resource.ts";
import type { World } from "../resources/azure.ts";
import { nameOf, resourceGroupIdOf } from "../resources/azure-id.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { type ArmReply, errorAnswer } from "./answer.ts";

/** The answer about a resource that is not there, in Azure's words. */
export function notFound(type: ResourceType, id: string, world: World): ArmReply {
  const group = resourceGroupIdOf(id);
  const name = nameOf(group ?? "");
  // azure-sdk-for-net, domain event subscriptions of 2025-04-01-preview
  if (isEventSubscriptionToken(type.token)) {
    return errorAnswer(404, "ResourceNotFound", "Event subscription doesn't exist.");
  }
  // Azure/azure-cli#12796
  if (group !== undefined && world.store.get(group) === undefined) return noGroup(name);
  const message = `The Resource '${type.azureType}/${nameOf(id)}' under resource group '${name}' was not found.`;
  return errorAnswer(404, "ResourceNotFound", message);
}

export function noGroup(name: string): ArmReply {
  return errorAnswer(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}
