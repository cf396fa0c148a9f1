import type { EventGridEvent } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import { samplesOf } from "../catalog/samples.ts";

/** What is different from the published event; properties of `data` that are omitted stay as published. */
export interface SampleChanges {
  readonly id?: string;
  readonly subject?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * The published sample of an event type, with changes: `sampleOf("Microsoft.Communication.SMSReceived", { subject:
 * "/phonenumber/15551234567" })`. The number in a subject and the one in the payload are changed one by one. Throws where
 * no sample was published.
 */
export function sampleOf(type: EventType, { data, ...changes }: SampleChanges = {}): EventGridEvent {
  const sample = samplesOf(type).find(({ envelope, partial }) => envelope === "eventgrid" && partial !== true);
  if (sample?.envelope !== "eventgrid")
    throw new Error(`No sample of ${type} was published; write the event yourself.`);
  const published = structuredClone(sample.payload);
  const payload = typeof published.data === "object" ? published.data : {};
  return { ...published, ...changes, data: { ...payload, ...data } };
}
