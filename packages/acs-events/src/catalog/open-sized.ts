import { type EventType, isEventType } from "./event-types.ts";
import type { Fields } from "./payloads/field.ts";
import { payloadTables } from "./payloads/payload-tables.ts";

/**
 * Properties that grow with what a company puts into them, and for which no source gives a limit that keeps an event
 * small: the people of a chat thread, the pieces of a recording, what a job or a worker of the router is labelled with.
 */
const growing: ReadonlySet<string> = new Set([
  ...["participants", "recordingChunks", "queueAssignments", "channelConfigurations"],
  ...["labels", "tags", "jobLabels", "jobTags", "workerLabels", "workerTags"],
]);

/** Whether a payload of the type has a property without a limit of its size. Unknown types answer false. */
export function hasOpenSize(eventType: string): boolean {
  return isEventType(eventType) && openSized.has(eventType);
}

function isOpen(fields: Fields): boolean {
  return Object.entries(fields).some(
    ([name, { kind, map, fields: inner }]) =>
      (growing.has(name) && (kind === "objects" || map !== undefined)) || (inner !== undefined && isOpen(inner)),
  );
}

const openSized: ReadonlySet<EventType> = new Set(
  Object.entries(payloadTables).flatMap(([type, fields]) => (isEventType(type) && isOpen(fields) ? [type] : [])),
);
