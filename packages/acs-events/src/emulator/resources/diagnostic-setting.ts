import type { Properties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { nameOf, scopeOf } from "./azure-id.ts";
import { missingRefusals } from "./existence.ts";
import { text, without } from "./property.ts";
import { refusal } from "./refusal.ts";
import type { ResourceType, Target } from "./resource-type.ts";

const destinations = [
  "workspaceId",
  "storageAccountId",
  "eventHubAuthorizationRuleId",
  "serviceBusRuleId",
  "marketplacePartnerId",
];

/** Stands below the resource whose logs and metrics it sends. */
export const diagnosticSetting = Object.freeze<ResourceType>({
  token: "azure-native:monitor:DiagnosticSetting",
  thing: "diagnostic setting",
  azureType: "Microsoft.Insights/diagnosticSettings",
  apiVersion: "2021-05-01-preview",
  pathParameters: ["resourceUri"],
  replaceOn: ["resourceUri", "name"],
  required: ["resourceUri", "name"],
  autoName: { property: "name", strategy: "random" },
  located: false,
  readOnly: ["type", "systemData"],
  id: (inputs: Properties) =>
    `${String(inputs["resourceUri"])}/providers/microsoft.insights/diagnosticSettings/${String(inputs["name"])}`,
  inputsOfId: (id: string) => ({ resourceUri: scopeOf(id), name: nameOf(id) }),
  refusals: (inputs: Properties, world: World) => [
    ...missingRefusals("resourceUri", "resource", String(inputs["resourceUri"]), world),
    ...(destinations.some((name) => text(inputs[name]) !== undefined)
      ? []
      : [refusal("no-log-destination", undefined, `a diagnostic setting needs one of ${destinations.join(", ")}`)]),
    ...["workspaceId", "storageAccountId"].flatMap((name) => {
      const id = text(inputs[name]);
      return id === undefined ? [] : missingRefusals(name, "resource", id, world);
    }),
  ],
  outputs: (inputs: Properties, _: World, { name }: Target) => ({
    ...without(inputs, ["resourceUri", "__createBeforeDelete"]),
    name,
    type: "Microsoft.Insights/diagnosticSettings",
  }),
});
