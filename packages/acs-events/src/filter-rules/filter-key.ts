import type { DeliverySchema } from "../catalog/event.ts";

/** What a key of an advanced filter names. */
export type FilterKey =
  | { readonly kind: "data"; readonly names: readonly string[] }
  /** `name` in lower case. */
  | { readonly kind: "envelope"; readonly name: string };

/** The keys that Azure documents for each delivery schema (event-filtering, "Key"), in its spelling. */
export const envelopeKeys = {
  EventGridSchema: ["id", "topic", "subject", "eventType", "dataVersion"],
  CloudEventSchemaV1_0: ["id", "source", "type", "specversion"],
} as const satisfies Record<DeliverySchema, readonly string[]>;

/** Splits a key at its dots, which cannot be escaped. The envelope's names and `data` are compared without case. */
export function parseKey(key: string): FilterKey {
  const [first = "", ...names] = key.split(".");
  if (first.toLowerCase() === "data" && names.length > 0) return { kind: "data", names };
  return { kind: "envelope", name: key.toLowerCase() };
}

/** Whether a key names the subject, or the event type, of an event in whichever schema. */
export function isSubjectKey(key: string): boolean {
  return key.toLowerCase() === "subject";
}

export function isEventTypeKey(key: string, schema: DeliverySchema): boolean {
  return key.toLowerCase() === (schema === "EventGridSchema" ? "eventtype" : "type");
}
