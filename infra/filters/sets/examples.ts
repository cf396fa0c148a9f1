import type { EventGridEvent } from "../../catalog/event.ts";
import { type EventType, eventTypes } from "../../catalog/event-types.ts";

/** PLACEHOLDER until the catalog has samples. */
export function examplesOf(type: EventType): readonly EventGridEvent[] {
  return eventTypes[type].subjects.slice(0, 1).map((template) => ({
    id: "00000000-0000-0000-0000-000000000000",
    topic: "/subscriptions/x/resourceGroups/g/providers/Microsoft.Communication/communicationServices/c",
    subject: template.replaceAll("{phoneNumber}", "15555555555").replaceAll(/\{[^}]*\}/g, "8:acs:00000000"),
    eventType: type,
    eventTime: "2026-01-01T00:00:00Z",
    data: type.includes("SMSDel")
      ? { from: "15555555555", to: "+15555555555", deliveryStatus: "Delivered" }
      : type.includes("SMSRec")
        ? { from: "15555555556", to: "15555555555", message: "Hello" }
        : {},
    dataVersion: "1.0",
    metadataVersion: "1",
  }));
}

export interface Link {
  readonly variable: string;
  /** Below `data`. */
  readonly path: readonly string[];
  readonly toField: (variable: string) => string;
  readonly toVariable: (field: string) => string | undefined;
}

export function linksOf(type: EventType): readonly Link[] {
  const same = { toField: (v: string) => v, toVariable: (f: string) => f };
  if (type === "Microsoft.Communication.SMSDeliveryReportReceived")
    return [{ variable: "phoneNumber", path: ["from"], ...same }];
  if (type === "Microsoft.Communication.SMSReceived") return [{ variable: "phoneNumber", path: ["to"], ...same }];
  return [];
}
