import { parsePath } from "../src/emulator/arm/path.ts";
import type { World } from "../src/emulator/resources/azure.ts";
import { azureTypeOf, nameOf, resourceGroupIdOf } from "../src/emulator/resources/azure-id.ts";
import { resourceTypes } from "../src/emulator/resources/resource-types.ts";
import { idKey } from "../src/emulator/stored-resource.ts";
import { jsonObject } from "../src/json/json-object.ts";
import type { Exchange } from "./exchanges.ts";

/**
 * Puts into an empty local Azure what the requests of a recording need and none of them makes: the topics and sources
 * of subscriptions, their resource groups, and what they deliver to. Not the groups that were answered not to be there.
 */
export function presuppose(recorded: readonly Exchange[], world: World): void {
  const made = new Set(recorded.filter(({ method }) => method === "PUT").map(({ url }) => idKey(pathOf(url))));
  const needed = recorded
    .filter(({ response }) => jsonObject(jsonObject(response)?.["error"])?.["code"] !== "ResourceGroupNotFound")
    .flatMap(({ url, request }) => [...parentsOf(pathOf(url)), ...idsIn(request)]);
  for (const id of needed) {
    for (const one of [id, resourceGroupIdOf(id)]) {
      if (one !== undefined && !made.has(idKey(one)) && world.store.get(one) === undefined) put(one, world);
    }
  }
}

function pathOf(url: string): string {
  return url.split("?")[0] ?? "";
}

/** What a resource stands below or on, the nearest last. */
function parentsOf(path: string): readonly string[] {
  const parsed = parsePath(path);
  if (parsed?.namespace === undefined) return [];
  const { scope, namespace, types, names } = parsed;
  const nested = names.slice(0, types.length - 1).map((_, index) => {
    const steps = types.slice(0, index + 1).flatMap((type, at) => [type, names[at]]);
    return `${scope}/providers/${namespace}/${steps.join("/")}`;
  });
  return [...(/\/providers\//i.test(scope) || parsed.resourceGroup !== undefined ? [scope] : []), ...nested];
}

/** The ids of resources anywhere in a request, and those of queues and containers that are named beside an account. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^\/subscriptions\/[^/]+\/.*\/providers\//i.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  const given = jsonObject(value);
  if (given === undefined) return [];
  const account = String(given["resourceId"]);
  return [
    ...Object.values(given).flatMap(idsIn),
    ...(given["queueName"] === undefined ? [] : [`${account}/queueServices/default/queues/${given["queueName"]}`]),
    ...(given["blobContainerName"] === undefined
      ? []
      : [`${account}/blobServices/default/containers/${given["blobContainerName"]}`]),
  ];
}

/** A resource of which nothing matters but that it is there; a topic can deliver with every identity. */
function put(id: string, world: World): void {
  const azureType = (resourceGroupIdOf(id) === id ? "Microsoft.Resources/resourceGroups" : azureTypeOf(id)) ?? "";
  const type = resourceTypes.find((one) => one.azureType.toLowerCase() === azureType.toLowerCase());
  world.store.put({
    id,
    token: type?.token ?? `unknown:${azureType}`,
    inputs: {},
    outputs: { name: nameOf(id), type: type?.azureType ?? azureType, location: "global" },
    adopted: true,
  });
}
