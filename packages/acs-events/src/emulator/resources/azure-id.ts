import { idKey } from "../stored-resource.ts";

/** The id of the resource group that an id is in; undefined for ids above resource groups. */
export function resourceGroupIdOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0];
}

/** The id one resource above: of a namespace for its queue, of the resource group for a resource in it. */
export function parentIdOf(id: string): string | undefined {
  const parent = id.replace(/\/[^/]+\/[^/]+$/, "");
  const inGroup = /^(.*\/resourceGroups\/[^/]+)\/providers\/[^/]+$/i.exec(parent);
  if (inGroup?.[1] !== undefined) return inGroup[1];
  return parent === id || parent === ""
    ? undefined
    : parent.replace(/\/(?:blobServices|queueServices|tableServices)\/default$/i, "");
}

/** `Microsoft.EventGrid/systemTopics` for the id of a system topic; undefined where the id has no provider. */
export function azureTypeOf(id: string): string | undefined {
  const provider = id.split(/\/providers\//i).at(-1);
  if (provider === undefined || provider === id) return undefined;
  const [namespace, ...segments] = provider.split("/");
  return [namespace, ...segments.filter((_, index) => index % 2 === 0)].join("/");
}

/** What a resource that extends another stands on: the id before its last provider. */
export function scopeOf(id: string): string {
  return id.slice(0, Math.max(0, id.toLowerCase().lastIndexOf("/providers/")));
}

export function azureSubscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}

/** The last segment. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** Whether `id` is that of a resource of `azureType` and of nothing below it; compares without case. */
export function isIdOf(id: string, azureType: string): boolean {
  return azureTypeOf(id)?.toLowerCase() === azureType.toLowerCase() && id.startsWith("/subscriptions/");
}

export function sameId(a: string, b: string): boolean {
  return idKey(a) === idKey(b);
}
