import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { armType } from "./arm-type.ts";
import type { World } from "./azure.ts";
import { azureSubscriptionOf, azureTypeOf, isIdOf, sameId } from "./azure-id.ts";
import { missingRefusals } from "./existence.ts";
import { nameRules } from "./name-rules.ts";
import { shown, text } from "./property.ts";
import { citedRefusal, codedRefusal, type Refusal, refusal } from "./refusal.ts";
import type { Target } from "./resource-type.ts";
import { stableGuid } from "./stable-guid.ts";
import { tokens } from "./tokens.ts";

export const systemTopicToken = tokens.systemTopic;

const communicationServices = "Microsoft.Communication/communicationServices";

/** The topic type of a source in Communication Services; it is compared without case. */
export const communicationTopicType = "Microsoft.Communication.CommunicationServices";

/**
 * The channel of a source's events. `source` and `topicType` carry no mark that they cannot change, so that the provider
 * tries to change them in place, and Azure refuses.
 */
export const systemTopic = armType({
  token: systemTopicToken,
  namespace: "Microsoft.EventGrid",
  steps: [["systemTopics", "systemTopicName"]],
  apiVersion: "2025-02-15",
  thing: "system topic",
  nameRule: nameRules.systemTopic,
  located: true,
  readOnly: ["metricResourceId", "provisioningState", "systemData", "identity.principalId", "identity.tenantId"],
  refusals: (inputs, world, target) => {
    const source = text(inputs["source"]);
    const topicType = text(inputs["topicType"]);
    if (source === undefined || topicType === undefined) {
      return [
        ...(source === undefined
          ? [refusal("missing-source", "source", "a system topic needs the id of the resource whose events it carries")]
          : []),
        ...(topicType === undefined
          ? [refusal("missing-topic-type", "topicType", "a system topic needs a topic type")]
          : []),
      ];
    }
    return [
      ...changedRefusals(source, topicType, target),
      ...topicTypeRefusals(source, topicType),
      ...sourceRefusals(source, world, target),
      ...locationRefusals(source, inputs["location"]),
      ...identityInUseRefusals(inputs, world, target),
    ];
  },
  // A GUID of its own, which stays (recorded).
  outputs: (_, __, { id }) => ({ metricResourceId: stableGuid("metrics", id), provisioningState: "Succeeded" }),
  refusalsOfDeletion: ({ id }, world) => {
    const below = world.store.eventSubscriptions(id);
    if (world.writes.onTopic(id) > 0) {
      return [codedRefusal("topic-busy", "Conflict", `an event subscription of ${id} is being written or deleted`)];
    }
    if (below.length === 0) return [];
    // Not documented. To delete the subscriptions of other stacks with the topic would be the worse surprise.
    const names = below.map(({ name }) => shown(name)).join(", ");
    return [refusal("topic-in-use", undefined, `the system topic still has event subscriptions: ${names}`)];
  },
});

/** An identity that subscriptions deliver with is not taken away. */
function identityInUseRefusals(inputs: ResourceProperties, world: World, { id, existing }: Target): readonly Refusal[] {
  if (existing === undefined || existing.adopted) return [];
  const kept = text(jsonObject(inputs["identity"])?.["type"]) ?? "None";
  if (kept.includes("SystemAssigned")) return [];
  const users = world.store
    .eventSubscriptions(id)
    .filter(({ deliveryIdentity, deadLetter }) => [deliveryIdentity, deadLetter?.identity].includes("SystemAssigned"));
  if (users.length === 0) return [];
  const names = users.map(({ name }) => shown(name)).join(", ");
  return [
    refusal("identity-in-use", "identity", `event subscriptions deliver with the system-assigned identity: ${names}`),
  ];
}

function changedRefusals(source: string, topicType: string, { existing }: Target): readonly Refusal[] {
  if (existing === undefined) return [];
  const before: ResourceProperties = existing.outputs;
  const refusals: Refusal[] = [];
  if (!sameId(String(before["source"]), source)) {
    // Azure/azure-quickstart-templates#13688
    refusals.push(
      citedRefusal("source-changed", "source", "InvalidRequest", "System topic source cannot be modified."),
    );
  }
  if (String(before["topicType"]).toLowerCase() !== topicType.toLowerCase()) {
    const change = `from ${shown(before["topicType"])} to ${shown(topicType)}`;
    refusals.push(refusal("topic-type-changed", "topicType", `the topic type cannot change ${change}`));
  }
  return refusals;
}

function sourceRefusals(source: string, world: World, { id }: Target): readonly Refusal[] {
  const other =
    world.store
      .systemTopics()
      .find((topic) => topic.source !== "" && sameId(topic.source, source) && !sameId(topic.id, id)) ??
    // For an extension of the source Azure makes a topic and hides it; it counts all the same.
    (world.store.get(id) === undefined ? world.store.eventSubscriptions(source)[0] : undefined);
  return [
    ...(azureSubscriptionOf(source)?.toLowerCase() === azureSubscriptionOf(id)?.toLowerCase()
      ? []
      : [
          refusal(
            "source-elsewhere",
            "source",
            `a system topic is in the Azure subscription of its source, but ${source} is in another one than ${id}`,
          ),
        ]),
    ...missingRefusals("source", "resource", source, world),
    ...(other === undefined
      ? []
      : // TaoYang-Cloud/azure.policy.monitor#12
        [
          citedRefusal(
            "second-topic",
            "source",
            "InvalidRequest",
            `There is an existing tracked system topic for the given source ${source}. Only one system topic is allowed per source.`,
          ),
        ]),
  ];
}

function topicTypeRefusals(source: string, topicType: string): readonly Refusal[] {
  if (topicType.toLowerCase() === communicationTopicType.toLowerCase() && !isIdOf(source, communicationServices)) {
    return [
      refusal("wrong-source", "source", `${source} is not a Communication Services resource, as the topic type says`),
    ];
  }
  const expected = azureTypeOf(source)?.replaceAll("/", ".");
  if (!isIdOf(source, communicationServices) || topicType.toLowerCase() === expected?.toLowerCase()) return [];
  // hashicorp/terraform-provider-azurerm#11352
  const message = `Unrecognized topic type ${topicType} in system topic properties.`;
  return [citedRefusal("unknown-topic-type", "topicType", "InvalidRequest", message)];
}

/** Sources without a region have their topic in `global`; left to the provider it would be where the resource group is. */
function locationRefusals(source: string, location: unknown): readonly Refusal[] {
  if (!isIdOf(source, communicationServices)) return [];
  if (location === undefined || String(location).toLowerCase() === "global") return [];
  return [
    refusal(
      "not-global",
      "location",
      `Communication Services are a global source, but the location of their system topic is ${shown(location)}; say location: "global"`,
    ),
  ];
}
