import { type EventType, eventTypes } from "../catalog/event-types.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { FilterRule } from "./filter-rule.ts";
import { typesInWords } from "./wording.ts";

const findings = {
  "event-type-preview": {
    level: "info",
    says: "A listed event type is in preview; name, subject and payload may still change.",
    todo: "Nothing; look again before it matters.",
  },
  "event-type-undocumented": {
    level: "info",
    says: "A listed event type is in the client libraries, but no page of the documentation describes it.",
    todo: "Nothing; look at a real event before relying on its subject or payload.",
  },
  "event-type-narrow": {
    level: "info",
    says: "A listed event type covers less than its name suggests: call events come for VoIP users of Communication Services only, UserDisconnected for chat only.",
    todo: "Check that these are the events that are meant; IncomingCall covers calls from the telephone network too.",
  },
} as const;

/** Calls between users of Communication Services (Azure docs, communication-services-voice-video-events). */
const voipOnly: readonly EventType[] = [
  "Microsoft.Communication.CallStarted",
  "Microsoft.Communication.CallEnded",
  "Microsoft.Communication.CallParticipantAdded",
  "Microsoft.Communication.CallParticipantRemoved",
];

/** What the documentation says, or does not say, about the listed types. */
export const eventTypeStatusRule: FilterRule = {
  findings,
  check: (_, { path, types, listed: explicit }) => {
    if (!explicit) return [];
    const at = `${path}.includedEventTypes`;
    const found: Finding[] = [];
    const preview = types.filter((type) => eventTypes[type].status === "preview");
    if (preview.length > 0) {
      const message = `In preview: ${typesInWords(preview)}. Name, subject and payload may still change.`;
      found.push(finding(findings, "event-type-preview", { message, path: at, value: preview }));
    }
    const unknown = types.filter((type) => eventTypes[type].status === "unknown");
    if (unknown.length > 0) {
      const message = `No page of the documentation describes ${typesInWords(unknown)}; only the client libraries list ${unknown.length === 1 ? "it" : "them"}. Look at a real event before relying on subject or payload.`;
      found.push(finding(findings, "event-type-undocumented", { message, path: at, value: unknown }));
    }
    const voip = types.filter((type) => voipOnly.includes(type));
    if (voip.length > 0) {
      const message = `${typesInWords(voip)}: for VoIP users of Communication Services only. Telephone numbers, bots, users of Teams and Teams meetings publish no such events.`;
      found.push(finding(findings, "event-type-narrow", { message, path: at, value: voip }));
    }
    if (types.includes("Microsoft.Communication.UserDisconnected")) {
      const message = "UserDisconnected is published for chat only, not for calls.";
      const value = ["Microsoft.Communication.UserDisconnected"];
      found.push(finding(findings, "event-type-narrow", { message, path: at, value }));
    }
    return found;
  },
};
