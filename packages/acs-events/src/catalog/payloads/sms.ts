import type { EventTypesOfGroup } from "../event-types.ts";
import { type Fields, id, integer, optionalInteger, text, time } from "./field.ts";

/**
 * Text messages. Sources write the names with a capital (2020 to 2022, parts of the REST specification) or without
 * (Azure docs since 2025, client libraries). Which number stands where differs too: `from` of a delivery report has no
 * plus, `to` has one.
 */
export const smsPayloads = {
  "Microsoft.Communication.SMSReceived": {
    messageId: { ...id, spellings: ["MessageId"] },
    from: { ...text, spellings: ["From"] },
    to: { ...text, spellings: ["To"] },
    message: { ...text, spellings: ["Message"] },
    receivedTimestamp: { ...time, optional: true, spellings: ["ReceivedTimestamp"] },
    segmentCount: { ...optionalInteger, spellings: ["SegmentCount"] },
  },
  "Microsoft.Communication.SMSDeliveryReportReceived": {
    messageId: { ...id, spellings: ["MessageId"] },
    from: { ...text, spellings: ["From"] },
    to: { ...text, spellings: ["To"] },
    deliveryStatus: { ...text, values: ["Delivered", "Failed"], spellings: ["DeliveryStatus"] },
    deliveryStatusDetails: { ...text, spellings: ["DeliveryStatusDetails"] },
    deliveryAttempts: {
      kind: "objects",
      fields: {
        timestamp: { ...time, spellings: ["Timestamp"] },
        segmentsSucceeded: { ...integer, spellings: ["SegmentsSucceeded"] },
        segmentsFailed: { ...integer, spellings: ["SegmentsFailed"] },
      },
      spellings: ["DeliveryAttempts"],
    },
    receivedTimestamp: { ...time, optional: true, spellings: ["ReceivedTimestamp"] },
    tag: { ...text, optional: true, spellings: ["Tag"] },
  },
} as const satisfies Record<EventTypesOfGroup<"sms">, Fields>;
