import { type EventType, isEventType } from "./event-types.ts";
import type { Fields } from "./payloads/field.ts";
import { payloadTables } from "./payloads/payload-tables.ts";

/**
 * Whether a payload of the type has a list, or an object with free keys, whose length no source limits: participants of
 * a thread, labels of a job. Text alone does not count. Unknown types answer false.
 */
export function hasOpenSize(eventType: string): boolean {
  return isEventType(eventType) && openSized.has(eventType);
}

function isOpen(fields: Fields): boolean {
  return Object.values(fields).some(
    ({ kind, map, fields: inner }) =>
      kind === "strings" || kind === "objects" || map !== undefined || (inner !== undefined && isOpen(inner)),
  );
}

const openSized: ReadonlySet<EventType> = new Set(
  Object.entries(payloadTables).flatMap(([type, fields]) => (isEventType(type) && isOpen(fields) ? [type] : [])),
);
