import { type EventType, eventTypes, type Service } from "./event-types.ts";

/**
 * What ends, and when. Source: the Azure guide "acs-retirement-and-breaking-changes-guide" (2026-08-18). It names
 * services, not event types: that the events of a service end with it is inferred.
 */
export interface Retirement {
  /** The service as the guide names it. */
  readonly service: string;
  /** `retired`: it goes away. `breaking-change`: it stays, for use together with Teams only. */
  readonly category: "retired" | "breaking-change";
  /** Year and month, `2026-09`. */
  readonly announced: string;
  /** The day from which it holds, `2028-09-30`. */
  readonly date: string;
  /** The day from which who does not use the service yet cannot begin to, where the guide says one. */
  readonly newCustomersBlockedFrom?: string;
}

const retired = {
  category: "retired",
  announced: "2026-09",
  date: "2028-09-30",
  newCustomersBlockedFrom: "2026-10-23",
} as const;

const breakingChange = { category: "breaking-change", announced: "2026-09", date: "2028-09-30" } as const;

export const retirements = {
  sms: { service: "SMS", ...retired },
  chat: { service: "Chat", ...retired },
  calling: { service: "Voice and Video Calling SDK", ...breakingChange },
  "call-automation": { service: "Call Automation", ...breakingChange },
  "call-recording": { service: "Call Recording", ...breakingChange },
  email: { service: "Email", ...retired },
  "advanced-messaging": { service: "Advanced Messaging with WhatsApp", ...retired },
  "job-router": { service: "Job Router", ...retired },
} as const satisfies Record<Service, Retirement>;

/** What ends for the service that publishes this event type. */
export function retirementOf(type: EventType): Retirement {
  return retirements[eventTypes[type].service];
}

/**
 * Whole days from `today` until the retirement holds; zero on the day itself, negative afterwards.
 * @param today a date, `2026-11-24`, or the beginning of an ISO timestamp.
 */
export function daysUntil(retirement: Retirement, today: string): number {
  const day = 24 * 60 * 60 * 1000;
  return Math.round((Date.parse(retirement.date) - Date.parse(today.slice(0, 10))) / day);
}
