import { isEventSubscriptionToken, topicIdOf } from "../event-subscription-resource.ts";
import type { World } from "../resources/azure.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { systemTopicToken } from "../resources/system-topic.ts";
import { topicTypeNamed, topicTypeOfScope } from "../resources/topic-type.ts";
import { idKey, type StoredResource } from "../stored-resource.ts";
import { type ArmReply, errorAnswer, ok } from "./answer.ts";
import type { VersionedRequest } from "./request.ts";
import { resourceJson } from "./resource-json.ts";

/** The resources of one type below `parent`: a resource, a resource group or an Azure subscription. */
export function resourcesBelow(type: ResourceType, parent: string, world: World): readonly StoredResource[] {
  const begin = `${idKey(parent)}/`;
  return world.store.ofToken(type.token).filter(({ id }) => idKey(id).startsWith(begin));
}

/**
 * The event subscriptions of a scope: of one resource its own, of a resource group or an Azure subscription those of
 * the sources in it too, in `location` or of sources that are global or whose location is not known.
 */
export function extensionSubscriptions(
  type: ResourceType,
  scope: string,
  world: World,
  { location, topicType }: { readonly location?: string; readonly topicType?: string } = {},
): readonly StoredResource[] {
  const all = resourcesBelow(type, scope, world);
  if (!isWide(scope)) return all.filter(({ id }) => idKey(topicIdOf(id)) === idKey(scope));
  const wanted = location === undefined ? undefined : plainLocation(location);
  return all.filter(({ id }) => {
    const source = topicIdOf(id);
    const place = isWide(source) ? "global" : plainLocation(world.store.get(source)?.outputs["location"] ?? "global");
    const typed = topicType === undefined || topicTypeOfScope(source, world) === topicTypeNamed(topicType, world);
    return typed && place === (wanted ?? "global");
  });
}

/** A resource group or an Azure subscription, whose own events come from everywhere. */
function isWide(scope: string): boolean {
  return /^\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+)?$/i.test(scope);
}

function plainLocation(location: unknown): string {
  return String(location).toLowerCase().replaceAll(" ", "");
}

/** How many elements a page has unless `$top` says otherwise, and at most (REST specification). */
const usualPage = 20;
const largestPage = 100;

/** A list as ARM answers it: a page of it, and where the next one is. */
export function listAnswer(found: readonly StoredResource[], request: VersionedRequest): ArmReply {
  const { query, apiVersion, origin, path } = request;
  const top = Number(query.get("$top") ?? usualPage);
  const skip = Number(query.get("$skiptoken") ?? query.get("$skipToken") ?? 0);
  if (!Number.isInteger(top) || top < 1 || top > largestPage || !Number.isInteger(skip) || skip < 0) {
    return errorAnswer(400, "InvalidRequest", `$top is a whole number from 1 to ${largestPage}.`);
  }
  const all = found.filter((one) => passes(one, query.get("$filter")));
  const value = all.slice(skip, skip + top).map((one) => resourceJson(one, { apiVersion }));
  if (skip + top >= all.length) return ok({ value });
  const next = new URLSearchParams({ "api-version": apiVersion, $top: String(top), $skiptoken: String(skip + top) });
  const filter = query.get("$filter");
  if (filter !== null) next.set("$filter", filter);
  return ok({ value, nextLink: `${origin}${path}?${next}` });
}

/**
 * Event Grid lets one filter by name, with `eq` and `contains` (REST specification). System topics are recorded not to be
 * filtered, and a filter in other words filters nothing here.
 */
function passes({ id, token }: StoredResource, filter: string | null): boolean {
  if (filter === null || token === systemTopicToken) return true;
  const name = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  const [, equal] = /^\s*name\s+eq\s+'([^']*)'\s*$/i.exec(filter) ?? [];
  const [, part] = /^\s*contains\(\s*name\s*,\s*'([^']*)'\s*\)\s*$/i.exec(filter) ?? [];
  if (equal !== undefined) return name === equal.toLowerCase();
  return part === undefined || name.includes(part.toLowerCase());
}

/** Whether a type's resources are listed by what they belong to. */
export function hangsOnScope(type: ResourceType): boolean {
  return isEventSubscriptionToken(type.token) && type.azureType === "Microsoft.EventGrid/eventSubscriptions";
}
