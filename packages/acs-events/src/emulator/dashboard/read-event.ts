import { z } from "zod";
import type { Event, EventGridEvent } from "../../catalog/event.ts";
import { shapeProblem } from "../../catalog/shape-problem.ts";
import { readLenient } from "../../filters/azure-json/index.ts";
import { asPublished } from "../event-source/from-cloud-event.ts";
import type { NoEvent } from "./views.ts";

/** What a reader wrote, read as an event; or what keeps it from being one. */
export type EnteredEvent = NoEvent | { readonly kind: "event"; readonly event: EventGridEvent };

const name = z.string().min(1);

// What the local source sets itself (the topic, the time) need not be there.
const eventGridEvent = z.looseObject({
  id: name,
  eventType: name,
  subject: z.string(),
  dataVersion: z.string().optional(),
  metadataVersion: z.string().optional(),
});

const cloudEvent = z.looseObject({
  specversion: z.literal("1.0", 'the text "1.0"'),
  id: name,
  type: name,
  subject: z.string().optional(),
});

/**
 * Reads one event, in either schema, alone or as the only element of an array, which is how Event Grid delivers it.
 * Never throws.
 */
export function readEvent(text: string): EnteredEvent {
  const read = readLenient(text);
  if (!read.ok) return { kind: "no-json", message: read.message, line: read.line, column: read.column };
  const { json } = read;
  const elements: readonly unknown[] = Array.isArray(json) ? json : [json];
  if (elements.length !== 1) {
    const count = elements.length === 0 ? "no event" : `${elements.length} events`;
    return { kind: "no-event", problems: [`This is an array with ${count} in it; write one event.`] };
  }
  const [candidate] = elements;
  if (typeof candidate !== "object" || candidate === null || Array.isArray(candidate)) {
    return { kind: "no-event", problems: ["An event is an object, in braces: { … }."] };
  }
  const schema = Object.hasOwn(candidate, "specversion") ? cloudEvent : eventGridEvent;
  const parsed = schema.safeParse(candidate);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${shapeProblem(issue, candidate, "the event")}.`);
    return { kind: "no-event", problems };
  }
  // The schema has just said that it is one; `candidate` keeps every property as it was written.
  return { kind: "event", event: asPublished(candidate as Event) };
}
