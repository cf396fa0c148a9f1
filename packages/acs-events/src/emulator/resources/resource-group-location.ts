import type { World } from "./azure.ts";

/** The location of a resource group that is there; undefined while its name or itself is not. */
export function resourceGroupLocation(name: unknown, { store, settings }: World): unknown {
  if (typeof name !== "string") return undefined;
  return store.get(`/subscriptions/${settings.subscriptionId}/resourceGroups/${name}`)?.outputs["location"];
}
