import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { azureTypeOf, nameOf } from "./azure-id.ts";
import { resourceTypes } from "./resource-types.ts";
import { stableGuid } from "./stable-guid.ts";

/** A resource that was there before the program: the Communication Services resource with the phone numbers, or its topic. */
export interface ExistingResource {
  readonly id: string;
  /** What is known of it, in azure-native's words; `source` of a system topic, for example. */
  readonly properties?: ResourceProperties;
}

/**
 * Puts a resource that a stack only refers to into the local Azure, as far as its id tells what it is. A system topic
 * gets a system-assigned identity. Does nothing where the resource is there already; throws where the id is not an id of a
 * type that the local Azure knows.
 */
export function adoptExisting({ id, properties = {} }: ExistingResource, world: World): void {
  if (world.store.get(id) !== undefined) return;
  const azureType = azureTypeOf(id)?.toLowerCase();
  const type = resourceTypes.find((one) => one.azureType.toLowerCase() === azureType);
  if (type === undefined) {
    const known = resourceTypes.map((one) => one.azureType).join(", ");
    throw new Error(`the local Azure cannot stand in for ${id}; it knows resources of the types ${known}`);
  }
  const global = type.located && /^microsoft\.(?:communication|eventgrid)\//.test(azureType ?? "");
  world.store.put({
    id,
    token: type.token,
    inputs: properties,
    outputs: {
      name: nameOf(id),
      type: type.azureType,
      provisioningState: "Succeeded",
      ...(global ? { location: "global" } : {}),
      ...(type.readOnly.includes("identity.principalId")
        ? {
            identity: {
              type: "SystemAssigned",
              principalId: stableGuid("principal", id),
              tenantId: world.settings.tenantId,
            },
          }
        : {}),
      ...properties,
    },
    adopted: true,
  });
}
