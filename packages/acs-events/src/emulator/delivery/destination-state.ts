import { resourceGroupIdOf, sameId } from "../resources/azure-id.ts";
import { tokens } from "../resources/tokens.ts";
import type { Store } from "../store.ts";

/** What delivery looks up of the resources that the local Azure holds. */
export type ResourceLookup = Pick<Store, "get" | "ofToken" | "systemTopics">;

/**
 * Whether a resource that events are written to is known not to be there. What is in a resource group that nobody made
 * here belongs to others, and is assumed to exist.
 */
export function isGone(id: string, resources: ResourceLookup): boolean {
  if (resources.get(id) !== undefined) return false;
  const group = resourceGroupIdOf(id);
  return group !== undefined && resources.get(group) !== undefined;
}

/**
 * Whether the system-assigned identity of a topic is known to have no role at all on a resource, so that it cannot write
 * there. Which role it has is not looked at. Identities and resources that were not made here are believed.
 */
export function hasNoRole(topicId: string, resourceId: string, resources: ResourceLookup): boolean {
  const principalId = resources.systemTopics().find(({ id }) => sameId(id, topicId))?.principalId;
  if (principalId === undefined || resources.get(resourceId) === undefined) return false;
  return !resources.ofToken(tokens.roleAssignment).some(({ inputs }) => {
    const scope = String(inputs["scope"]).toLowerCase();
    return inputs["principalId"] === principalId && `${resourceId.toLowerCase()}/`.startsWith(`${scope}/`);
  });
}
