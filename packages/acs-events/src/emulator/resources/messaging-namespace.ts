import { changeRefusals, valueRefusals } from "./allowed-values.ts";
import { armType, type IdStep } from "./arm-type.ts";
import { nameRules, takenBy } from "./name-rules.ts";
import { shown } from "./property.ts";
import { refusal } from "./refusal.ts";
import type { ResourceType } from "./resource-type.ts";

const tokens = ["azure-native:servicebus:Namespace", "azure-native:eventhub:Namespace"];

export const namespaceStep: IdStep = ["namespaces", "namespaceName"];

/** Namespaces of Service Bus and of Event Hubs share the host names below servicebus.windows.net, and so their names. */
export function messagingNamespace(token: string, namespace: string, apiVersion: string, thing: string): ResourceType {
  return armType({
    token,
    namespace,
    steps: [namespaceStep],
    apiVersion,
    thing,
    nameRule: nameRules.messagingNamespace,
    located: true,
    readOnly: [
      "createdAt",
      "metricId",
      "provisioningState",
      "serviceBusEndpoint",
      "status",
      "systemData",
      "updatedAt",
      "identity.principalId",
      "identity.tenantId",
    ],
    refusals: (inputs, world, { id, name, existing }) => {
      const refusals = [
        ...valueRefusals(inputs, "minimumTlsVersion", ["1.0", "1.1", "1.2", "1.3"]),
        ...valueRefusals(inputs, "sku.name", ["Basic", "Standard", "Premium"]),
        // Basic and Standard are one kind of namespace, Premium is another.
        ...changeRefusals(inputs, existing?.outputs, "sku.name", (...skus) => !skus.includes("Premium")),
      ];
      const other = takenBy(name, tokens, id, world);
      if (other === undefined) return refusals;
      const message = `the host name ${name.toLowerCase()}.servicebus.windows.net is taken by ${other.id}; namespaces of Service Bus and Event Hubs share one list of names, so choose another than ${shown(name)}`;
      return [...refusals, refusal("name-taken", "namespaceName", message)];
    },
    outputs: (inputs, world, { name }) => ({
      sku: inputs["sku"] ?? { name: "Standard", tier: "Standard" },
      metricId: `${world.settings.subscriptionId}:${name.toLowerCase()}`,
      provisioningState: "Succeeded",
      serviceBusEndpoint: `https://${name.toLowerCase()}.servicebus.windows.net:443/`,
      status: "Active",
    }),
  });
}
