import { armType } from "./arm-type.ts";
import type { World } from "./azure.ts";
import { type NameRule, nameRules, takenBy } from "./name-rules.ts";
import { shown } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { stableGuid } from "./stable-guid.ts";

const namespace = "Microsoft.EventGrid";
const apiVersion = "2025-02-15";
const topicReadOnly = ["endpoint", "metricResourceId", "provisioningState", "systemData"];
const identityReadOnly = ["identity.principalId", "identity.tenantId"];

export const customTopicToken = "azure-native:eventgrid:Topic";

const inputSchemas = ["EventGridSchema", "CloudEventSchemaV1_0", "CustomEventSchema"];

/** What publishes its own events: a custom topic, or a domain of many. */
function published(token: string, segment: string, nameInput: string, thing: string, nameRule: NameRule) {
  return armType({
    token,
    namespace,
    steps: [[segment, nameInput]],
    apiVersion,
    thing,
    nameRule,
    located: true,
    replaceOn: ["inputSchema", "inputSchemaMapping"],
    readOnly: [...topicReadOnly, ...identityReadOnly],
    refusals: (inputs, world, { id, name }) => [
      ...schemaRefusals(inputs["inputSchema"]),
      ...nameTakenRefusals(name, id, nameInput, world),
    ],
    outputs: (inputs, world, { id }) => ({
      endpoint: world.topicEndpoint(id, String(inputs["location"])),
      inputSchema: inputs["inputSchema"] ?? "EventGridSchema",
      metricResourceId: stableGuid("metrics", id),
      publicNetworkAccess: inputs["publicNetworkAccess"] ?? "Enabled",
      disableLocalAuth: inputs["disableLocalAuth"] ?? false,
      provisioningState: "Succeeded",
    }),
  });
}

export const customTopic = published(customTopicToken, "topics", "topicName", "custom topic", nameRules.customTopic);

export const domain = published(
  "azure-native:eventgrid:Domain",
  "domains",
  "domainName",
  "domain",
  nameRules.customTopic,
);

export const domainTopic = armType({
  token: "azure-native:eventgrid:DomainTopic",
  namespace,
  steps: [
    ["domains", "domainName"],
    ["topics", "domainTopicName"],
  ],
  apiVersion,
  thing: "domain topic",
  readOnly: ["provisioningState", "systemData"],
  outputs: () => ({ provisioningState: "Succeeded" }),
});

/** Partners make them; here somebody has to. */
export const partnerTopic = armType({
  token: "azure-native:eventgrid:PartnerTopic",
  namespace,
  steps: [["partnerTopics", "partnerTopicName"]],
  apiVersion,
  thing: "partner topic",
  located: true,
  readOnly: ["provisioningState", "systemData", ...identityReadOnly],
  outputs: () => ({ provisioningState: "Succeeded" }),
});

/** A name is the first label of a host name, which a region shares; here all regions do. */
function nameTakenRefusals(name: string, id: string, nameInput: string, world: World): readonly Refusal[] {
  const other = takenBy(name, [customTopicToken, "azure-native:eventgrid:Domain"], id, world);
  return other === undefined
    ? []
    : [refusal("name-taken", nameInput, `the name ${shown(name)} is taken by ${other.id}`)];
}

function schemaRefusals(schema: unknown): readonly Refusal[] {
  if (schema === undefined || inputSchemas.includes(String(schema))) return [];
  return [refusal("unknown-input-schema", "inputSchema", `${shown(schema)} is none of ${inputSchemas.join(", ")}`)];
}
