import type { World } from "../resources/azure.ts";
import { type TopicEventType, type TopicType, topicTypeNamed } from "../resources/topic-type.ts";
import { type ArmReply, errorAnswer, ok } from "./answer.ts";

/** Answers `topicTypes`, `topicTypes/{name}` and `topicTypes/{name}/eventTypes`. */
export function topicTypesAnswer(types: readonly string[], names: readonly string[], world: World): ArmReply {
  const [name] = names;
  if (name === undefined) return ok({ value: world.topicTypes.map(topicTypeJson) });
  const topicType = topicTypeNamed(name, world);
  if (topicType === undefined) {
    return errorAnswer(404, "ResourceNotFound", `Topic type ${name} is not known to the local Azure.`);
  }
  return ok(types.length === 1 ? topicTypeJson(topicType) : eventTypesJson(topicType));
}

/** The event types that a source with this topic type emits. */
export function eventTypesJson({ name: topicType, eventTypes }: TopicType): unknown {
  return { value: eventTypes.map((one) => eventTypeJson(one, topicType)) };
}

function topicTypeJson({ name, properties }: TopicType): unknown {
  return {
    properties,
    id: `providers/Microsoft.EventGrid/topicTypes/${name}`,
    name,
    type: "Microsoft.EventGrid/topicTypes",
  };
}

/** `isInDefaultSet` is answered where it is true. */
function eventTypeJson(eventType: TopicEventType, topicType: string): unknown {
  const { name, displayName = words(name), description, schemaUrl, isInDefaultSet } = eventType;
  return {
    properties: {
      displayName,
      ...(description === undefined ? {} : { description }),
      ...(schemaUrl === undefined ? {} : { schemaUrl }),
      ...(isInDefaultSet ? { isInDefaultSet } : {}),
    },
    id: `providers/Microsoft.EventGrid/topicTypes/${topicType}/eventTypes/${name}`,
    name,
    type: "Microsoft.EventGrid/topicTypes/eventTypes",
  };
}

/** `Sms Received` for `Microsoft.Communication.SMSReceived`: what Azure calls it is not known here. */
function words(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ");
}
