import type { Event } from "../../src/catalog/event.ts";
import type { Filter } from "../../src/filters/filter.ts";

export const smsReceived = "Microsoft.Communication.SMSReceived";
export const smsReport = "Microsoft.Communication.SMSDeliveryReportReceived";
export const incomingCall = "Microsoft.Communication.IncomingCall";
export const chatMessage = "Microsoft.Communication.ChatMessageReceived";

/** A filter that matches everything but what is said. */
export function aFilter(parts: Partial<Filter> = {}): Filter {
  return {
    kind: "filter",
    eventTypes: "All",
    subjectBeginsWith: "",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: false,
    advancedFilters: [],
    ...parts,
  };
}

/** What stands at a path of an event, exactly as written. */
export function at(event: Event | undefined, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);
}
