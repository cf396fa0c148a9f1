import { type Event, type EventGridEvent, isCloudEvent } from "../../catalog/event.ts";

/**
 * The event as Communication Services published it. It publishes in the Event Grid schema; a CloudEvent is what a
 * subscription made of one, and is turned back.
 */
export function asPublished(event: Event): EventGridEvent {
  if (!isCloudEvent(event)) return event;
  const { id, type, source, subject = "", time = "", data } = event;
  return {
    id,
    eventType: type,
    topic: source,
    subject,
    eventTime: time,
    data,
    dataVersion: "1.0",
    metadataVersion: "1",
  };
}
