import { jsonObject } from "../../json/json-object.ts";
import { topicIdOf } from "../event-subscription-resource.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { isIdOf } from "./azure-id.ts";
import { list, without } from "./property.ts";
import type { Target } from "./resource-type.ts";
import {
  communicationServicesTopicType,
  defaultEventTypes,
  defaultTypesAssumed,
  topicTypeOfScope,
} from "./topic-type.ts";

/**
 * The inputs of a subscription with what Azure settles when it writes them (recorded): a list of event types that is
 * omitted becomes the default types of the source, by name and for good; a delivery schema that an update omits
 * stays; partner topics, and topics that take CloudEvents, deliver CloudEvents.
 */
export function completedSubscription(
  inputs: ResourceProperties,
  world: World,
  { id, existing }: Target,
): ResourceProperties {
  const scope = topicIdOf(id);
  const filter = jsonObject(inputs["filter"]) ?? {};
  const types = list(filter["includedEventTypes"]).length > 0 ? undefined : defaultEventTypes(scope, world);
  if (types !== undefined) noticeOfAssumption(id, scope, world);
  const rest = list(filter["includedEventTypes"]).length > 0 ? filter : without(filter, ["includedEventTypes"]);
  const schema =
    inputs["eventDeliverySchema"] ?? existing?.outputs["eventDeliverySchema"] ?? schemaOfTopic(scope, world);
  return {
    ...without(inputs, ["eventDeliverySchema"]),
    filter: types === undefined ? rest : { ...rest, includedEventTypes: types },
    ...(schema === undefined ? {} : { eventDeliverySchema: schema }),
  };
}

function schemaOfTopic(scope: string, world: World): unknown {
  const takesCloudEvents = world.store.get(scope)?.outputs["inputSchema"] === "CloudEventSchemaV1_0";
  return takesCloudEvents || isIdOf(scope, "Microsoft.EventGrid/partnerTopics") ? "CloudEventSchemaV1_0" : undefined;
}

function noticeOfAssumption(id: string, scope: string, world: World): void {
  if (topicTypeOfScope(scope, world) !== communicationServicesTopicType) return;
  world.store.notice({
    id: defaultTypesAssumed,
    resourceId: id,
    message: `${id} lists no event types, so that Azure writes the default types of Communication Services into it. Which those are is not known; the local Azure takes all ${communicationServicesTopicType.eventTypes.length} of its catalog.`,
  });
}
