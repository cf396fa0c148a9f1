import { jsonObject } from "../../json/json-object.ts";
import { changeRefusals, rangeRefusals } from "./allowed-values.ts";
import { armType } from "./arm-type.ts";
import { parentIdOf } from "./azure-id.ts";
import { messagingNamespace, namespaceStep } from "./messaging-namespace.ts";
import { nameRules } from "./name-rules.ts";

const apiVersion = "2024-01-01";
const namespace = "Microsoft.EventHub";

export const eventHubsNamespace = messagingNamespace(
  "azure-native:eventhub:Namespace",
  namespace,
  apiVersion,
  "Event Hubs namespace",
);

export const eventHub = armType({
  token: "azure-native:eventhub:EventHub",
  namespace,
  steps: [namespaceStep, ["eventhubs", "eventHubName"]],
  apiVersion,
  thing: "event hub",
  nameRule: nameRules.eventHub,
  refusals: (inputs, world, { id, existing }) => {
    const sku = jsonObject(world.store.get(parentIdOf(id) ?? "")?.outputs["sku"])?.["name"];
    if (sku === "Premium") return [];
    return [
      ...rangeRefusals(inputs, "partitionCount", 1, 32),
      ...changeRefusals(inputs, existing?.outputs, "partitionCount"),
      ...rangeRefusals(inputs, "messageRetentionInDays", 1, sku === "Basic" ? 1 : 7),
    ];
  },
  readOnly: ["createdAt", "location", "partitionIds", "systemData", "updatedAt"],
  outputs: ({ status, partitionCount }) => ({
    status: status ?? "Active",
    partitionIds: Array.from({ length: Number(partitionCount ?? 4) }, (_, index) => String(index)),
  }),
});
