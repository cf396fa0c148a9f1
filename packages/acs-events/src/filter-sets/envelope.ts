import type { DeliverySchema, Event, EventGridEvent } from "../catalog/event.ts";
import { idKey, sourceKey, subjectKey, typeKey } from "./constraints.ts";
import { copyJson, type Draft } from "./event-paths.ts";

/** A copy of an event that can be changed, in the schema in which a subscription has its events delivered. */
export function draftOf(event: EventGridEvent, schema: DeliverySchema): Draft {
  const { id, topic, subject, eventType, eventTime, dataVersion, metadataVersion } = event;
  const data = copyJson(event.data);
  if (schema === "EventGridSchema") {
    const versions = { dataVersion: dataVersion ?? "1.0", metadataVersion: metadataVersion ?? "1" };
    return { id, topic: topic ?? anyTopic, subject, eventType, eventTime, data, ...versions };
  }
  return { id, source: topic ?? anyTopic, specversion: "1.0", type: eventType, subject, time: eventTime, data };
}

/** The draft as an event; every draft begins as one, and only known properties are changed in it. */
export function eventFrom(draft: Draft): Event {
  // The boundary between an event that is being built, by paths, and its type.
  return draft as unknown as Event;
}

/** What the keys of the envelope are called in an event of each schema. */
const names: Readonly<Record<DeliverySchema, Readonly<Record<string, string>>>> = {
  EventGridSchema: { [idKey]: "id", [sourceKey]: "topic", [subjectKey]: "subject", [typeKey]: "eventType" },
  CloudEventSchemaV1_0: { [idKey]: "id", [sourceKey]: "source", [subjectKey]: "subject", [typeKey]: "type" },
};

/**
 * Where a key is in an event of a schema; `written` is the key as a filter has it. Attributes of CloudEvents are in
 * lower case (CloudEvents 1.0, "Naming Conventions"), however a filter writes them.
 */
export function eventPath(key: string, written: string, schema: DeliverySchema): readonly string[] {
  const name = names[schema][key];
  if (name !== undefined) return [name];
  const [first = "", ...rest] = written.split(".");
  return [schema === "CloudEventSchemaV1_0" ? first.toLowerCase() : first, ...rest];
}

export const anyTopic =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso/providers/Microsoft.Communication/communicationServices/contoso";

/** What an event of an unknown type is built from. */
export const anyEventGridEvent: EventGridEvent = Object.freeze({
  id: "00000000-0000-0000-0000-000000000001",
  topic: anyTopic,
  subject: "subject",
  eventType: "type",
  eventTime: "2026-01-01T00:00:00Z",
  data: {},
  dataVersion: "1.0",
  metadataVersion: "1",
});
