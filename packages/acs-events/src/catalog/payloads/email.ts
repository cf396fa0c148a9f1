import type { EventTypesOfGroup } from "../event-types.ts";
import { type Fields, id, optionalId, optionalText, optionalTime, text, time } from "./field.ts";

/** What became of an e-mail. Any status but `Delivered` means that it did not arrive; samples write it in both cases. */
export const emailPayloads = {
  "Microsoft.Communication.EmailDeliveryReportReceived": {
    sender: text,
    recipient: text,
    /** Absent when the recipient is suppressed, and in most samples. */
    internetMessageId: optionalText,
    messageId: optionalId,
    status: {
      kind: "string",
      optional: true,
      values: ["Bounced", "Delivered", "Expanded", "Failed", "FilteredSpam", "Quarantined", "Suppressed"],
    },
    deliveryStatusDetails: {
      kind: "object",
      optional: true,
      fields: { recipientMailServerHostName: optionalText, statusMessage: text },
    },
    deliveryAttemptTimestamp: { ...optionalTime, spellings: ["deliveryAttemptTimeStamp"] },
  },
  "Microsoft.Communication.EmailEngagementTrackingReportReceived": {
    sender: text,
    recipient: optionalText,
    messageId: id,
    internetMessageId: optionalText,
    userActionTimestamp: { ...time, spellings: ["userActionTimeStamp"] },
    /** The link that was followed when the engagement is a click. */
    engagementContext: text,
    userAgent: text,
    engagementType: { kind: "string", values: ["view", "click"], sdkName: "engagement" },
  },
} as const satisfies Record<EventTypesOfGroup<"email">, Fields>;
