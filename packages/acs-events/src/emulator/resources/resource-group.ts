import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { nameOf } from "./azure-id.ts";
import { nameRefusals, nameRules } from "./name-rules.ts";
import { text, without } from "./property.ts";
import { refusal } from "./refusal.ts";
import type { ResourceType, Target } from "./resource-type.ts";

/** Stands under the Azure subscription itself. Deleting one deletes everything in it. */
export const resourceGroup = Object.freeze<ResourceType>({
  token: "azure-native:resources:ResourceGroup",
  thing: "resource group",
  azureType: "Microsoft.Resources/resourceGroups",
  apiVersion: "2024-03-01",
  pathParameters: ["resourceGroupName"],
  replaceOn: ["resourceGroupName", "location"],
  required: ["resourceGroupName"],
  autoName: { property: "resourceGroupName", strategy: "random" },
  located: true,
  readOnly: ["name", "type", "properties"],
  id: (inputs: ResourceProperties, { settings }: World) =>
    `/subscriptions/${settings.subscriptionId}/resourceGroups/${String(inputs["resourceGroupName"])}`,
  inputsOfId: (id: string) => ({ resourceGroupName: nameOf(id) }),
  refusals: (inputs: ResourceProperties, _: World, { name }: Target) => [
    ...nameRefusals(nameRules.resourceGroup, "resourceGroupName", name),
    ...(text(inputs["location"]) === undefined
      ? [refusal("missing-location", "location", "no location is given, such as westeurope")]
      : []),
  ],
  outputs: (inputs: ResourceProperties, _: World, { name }: Target) => ({
    ...without(inputs, ["resourceGroupName", "azureApiVersion", "__createBeforeDelete"]),
    azureApiVersion: inputs["azureApiVersion"] ?? "2024-03-01",
    name,
    type: "Microsoft.Resources/resourceGroups",
    properties: { provisioningState: "Succeeded" },
  }),
});
