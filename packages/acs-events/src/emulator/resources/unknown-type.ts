import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { text, without } from "./property.ts";
import type { ResourceType, Target } from "./resource-type.ts";

/**
 * A type of azure-native that the local Azure does not know. It is taken as it is: nothing is checked, nothing is
 * filled in, and its id is only shaped like one of Azure's. A notice says so (`noticeOfUnknownType`).
 */
export function unknownType(token: string): ResourceType {
  const [, module = "unknown", name = "resource"] = token.split(":");
  const kind = `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
  const azureType = `Unknown.${module}/${kind}`;
  return Object.freeze({
    token,
    thing: `resource of type ${token}`,
    azureType,
    apiVersion: "unknown",
    pathParameters: [],
    replaceOn: ["resourceGroupName"],
    required: [],
    autoName: undefined,
    located: false,
    readOnly: ["name", "type"],
    id: (inputs: ResourceProperties, world: World, logicalName: string) => {
      const group = text(inputs["resourceGroupName"]);
      const scope = `/subscriptions/${world.settings.subscriptionId}${group === undefined ? "" : `/resourceGroups/${group}`}`;
      return `${scope}/providers/${azureType}/${text(inputs[`${kind}Name`]) ?? text(inputs["name"]) ?? logicalName}`;
    },
    inputsOfId: () => ({}),
    refusals: () => [],
    outputs: (inputs: ResourceProperties, _: World, { name: own }: Target) => ({
      ...without(inputs, ["resourceGroupName"]),
      name: own,
      type: azureType,
    }),
  });
}

/** Tells the reader, once a resource, that nothing was checked. */
export function noticeOfUnknownType(token: string, id: string, world: World): void {
  world.store.notice({
    id: "unknown-type",
    resourceId: id,
    message: `The local Azure does not know ${token}: it took ${id} as it is and checked nothing.`,
  });
}
