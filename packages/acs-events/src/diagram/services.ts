import { eventTypeNames, eventTypes, isEventType, type Service } from "../catalog/event-types.ts";
import { shortType } from "../filter-rules/wording.ts";

/** What publishes an event type, as a heading: one of the services, or what stands for none of them. */
const titles = {
  all: "Every service",
  sms: "SMS",
  chat: "Chat",
  calling: "Calling",
  "call-automation": "Call Automation",
  "call-recording": "Call Recording",
  email: "Email",
  "advanced-messaging": "Advanced Messaging",
  "job-router": "Job Router",
  other: "No event types of today",
} as const satisfies Record<Service | "all" | "other", string>;

export type EventPublisher = keyof typeof titles;

/** In the order in which they are drawn. */
export const publishers = Object.keys(titles) as readonly EventPublisher[];

/** How the type of a filter that names none is called. */
export const everyType = "every event type";

export function publisherOf(type: string): EventPublisher {
  if (type === everyType) return "all";
  return isEventType(type) ? eventTypes[type].service : "other";
}

export function publisherTitle(publisher: EventPublisher): string {
  return titles[publisher];
}

/** The types of a filter as they are drawn: without the part that all of them share, or the one that stands for all. */
export function drawnTypes(
  types: readonly string[] | "All",
): readonly { readonly type: string; readonly name: string }[] {
  if (types === "All") return [{ type: everyType, name: everyType }];
  return types.map((type) => ({ type, name: shortType(type) }));
}

/** The event types of today that none of `filters` lists. */
export function unheardTypes(
  filters: readonly { readonly eventTypes: readonly string[] | "All" }[],
): readonly string[] {
  if (filters.some(({ eventTypes: types }) => types === "All")) return [];
  const heard = new Set(filters.flatMap(({ eventTypes: types }) => types));
  return eventTypeNames.filter((type) => !heard.has(type));
}
