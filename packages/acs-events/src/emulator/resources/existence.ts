import type { World } from "./azure.ts";
import { resourceGroupIdOf } from "./azure-id.ts";
import { type Refusal, refusal } from "./refusal.ts";

/**
 * Whether a resource that is only referred to can be there. The local Azure holds what was made in it; a resource group
 * that was not made here belongs to others, and what is said to be in it is believed.
 */
export function isMissing(id: string, world: World): boolean {
  if (world.store.get(id) !== undefined) return false;
  const group = resourceGroupIdOf(id);
  return group !== undefined && world.store.get(group) !== undefined;
}

/** Refuses a reference to a resource that is not there; `thing` is what it is ("storage account"). */
export function missingRefusals(path: string, thing: string, id: string, world: World): readonly Refusal[] {
  if (!isMissing(id, world)) return [];
  return [refusal("missing-resource", path, `there is no ${thing} ${id}; it has to be there before`)];
}
