import { z } from "zod";
import type { Event } from "../../catalog/event.ts";

/** The most that the array of one event may have, in bytes of its JSON (Azure docs, event-schema). */
export const eventSizeLimit = 1024 * 1024;

const name = z.string().min(1);
const dateTime = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "not a date and time");

const eventGridEvent = z.looseObject({
  id: name,
  topic: name,
  subject: z.string(),
  eventType: name,
  eventTime: dateTime,
  data: z.unknown(),
  dataVersion: z.string().optional(),
  metadataVersion: z.string().optional(),
});

const cloudEvent = z.looseObject({
  specversion: z.literal("1.0"),
  id: name,
  source: name,
  type: name,
  subject: z.string().nullish(),
  time: dateTime.optional(),
});

/** The most events that a publisher may send at a time (Azure docs, quotas and limits of Event Grid). */
export const arrayLengthLimit = 5_000;

export type EventAcceptance =
  | { readonly kind: "accepted"; readonly event: Event; readonly size: number }
  /** `status`: what Event Grid answers a publisher. `reason`: all that is wrong, as a sentence. */
  | { readonly kind: "refused"; readonly status: 400 | 413; readonly reason: string };

/** Looks at what a source wants to publish: it has the shape of an event and is not too large. Keeps a copy of it. */
export function acceptEvent(candidate: unknown): EventAcceptance {
  const text = jsonOf(candidate);
  if (text === undefined) return { kind: "refused", status: 400, reason: "this cannot be written as JSON" };
  const event: unknown = JSON.parse(text);
  const isCloud = typeof event === "object" && event !== null && "specversion" in event;
  const parsed = (isCloud ? cloudEvent : eventGridEvent).safeParse(event);
  if (!parsed.success) {
    const schema = isCloud ? "CloudEvents 1.0" : "the Event Grid schema";
    const problems = parsed.error.issues.map(({ path, message }) =>
      [path.join("."), message].filter(Boolean).join(": "),
    );
    return { kind: "refused", status: 400, reason: `this is not an event in ${schema}: ${problems.join("; ")}` };
  }
  const size = Buffer.byteLength(`[${text}]`);
  if (size > eventSizeLimit) {
    return { kind: "refused", status: 413, reason: `the event has ${size} bytes; Event Grid takes ${eventSizeLimit}` };
  }
  // The schema has just said that it is one; a null subject counts as none.
  return { kind: "accepted", event: event as Event, size };
}

/** Why Event Grid refuses what a publisher sends at one time, as a whole; undefined where it takes it. */
export function refusalOfArray(
  acceptances: readonly EventAcceptance[],
): Extract<EventAcceptance, { kind: "refused" }> | undefined {
  if (acceptances.length > arrayLengthLimit) {
    const reason = `the array has ${acceptances.length} events; Event Grid takes ${arrayLengthLimit} at a time`;
    return { kind: "refused", status: 413, reason };
  }
  const refused = acceptances.findIndex(({ kind }) => kind === "refused");
  const found = acceptances[refused];
  if (found?.kind === "refused") {
    const reason =
      acceptances.length === 1 ? found.reason : `event ${refused + 1} of ${acceptances.length}: ${found.reason}`;
    return { ...found, reason };
  }
  // Each size has the two brackets of an array of its own; here there are commas between the events.
  const size = acceptances.reduce((sum, one) => sum + (one.kind === "accepted" ? one.size - 1 : 0), 1);
  if (size <= eventSizeLimit) return undefined;
  return { kind: "refused", status: 413, reason: `the array has ${size} bytes; Event Grid takes ${eventSizeLimit}` };
}

function jsonOf(candidate: unknown): string | undefined {
  try {
    return JSON.stringify(candidate);
  } catch {
    return undefined;
  }
}
