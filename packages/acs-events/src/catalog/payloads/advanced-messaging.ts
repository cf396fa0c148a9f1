import type { EventTypesOfGroup } from "../event-types.ts";
import {
  type Fields,
  id,
  nullableText,
  number,
  optionalNullableText,
  optionalText,
  presentText,
  text,
} from "./field.ts";

/**
 * WhatsApp messages. Since 2026-03-31 a person may hide the phone number: the number is empty or null then, and the
 * business-scoped id (`fromBSUID`, `toBSUID`) is set. (Azure docs, whatsapp-username-support-overview.)
 */
const receivedTimestamp = {
  kind: "string",
  format: "date-time",
  optional: true,
  nullable: false,
  spellings: ["receivedTimeStamp"],
} as const;

const channelType = {
  kind: "string",
  optional: true,
  nullable: false,
  values: ["whatsapp"],
  sdkName: "channelKind",
} as const;

const error = {
  kind: "object",
  optional: true,
  nullable: true,
  fields: { channelCode: text, channelMessage: text },
} as const;

export const advancedMessagingPayloads = {
  "Microsoft.Communication.AdvancedMessageReceived": {
    from: nullableText,
    fromBSUID: optionalText,
    to: presentText,
    receivedTimestamp,
    error,
    content: optionalNullableText,
    messageId: { kind: "string", optional: true, nullable: false },
    channelType,
    messageType: presentText,
    media: {
      kind: "object",
      optional: true,
      nullable: true,
      sdkName: "mediaContent",
      fields: {
        mimeType: text,
        id: { ...text, sdkName: "mediaId" },
        fileName: optionalText,
        caption: optionalText,
        animated: { kind: "boolean", optional: true },
      },
    },
    reaction: { kind: "object", optional: true, nullable: true, fields: { messageId: id, emoji: optionalText } },
    context: {
      kind: "object",
      optional: true,
      nullable: true,
      fields: { from: text, id: { ...text, sdkName: "messageId" } },
    },
    button: { kind: "object", optional: true, nullable: true, fields: { text: text, payload: text } },
    interactive: {
      kind: "object",
      optional: true,
      nullable: true,
      sdkName: "interactiveContent",
      fields: {
        type: { kind: "string", values: ["buttonReply", "listReply", "unknown"], sdkName: "replyKind" },
        buttonReply: { kind: "object", optional: true, fields: { id: { ...text, sdkName: "buttonId" }, title: text } },
        listReply: {
          kind: "object",
          optional: true,
          fields: { id: { ...text, sdkName: "listItemId" }, title: text, description: text },
        },
      },
    },
  },
  "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated": {
    from: presentText,
    to: nullableText,
    toBSUID: optionalText,
    receivedTimestamp,
    error,
    messageId: nullableText,
    /** The docs and the samples write the first four with a capital, the client library all in lower case. */
    status: {
      kind: "string",
      nullable: true,
      values: ["Sent", "Delivered", "Read", "Failed", "warning", "unknown"],
    },
    channelType,
  },
  "Microsoft.Communication.AdvancedMessageAnalysisCompleted": {
    channelType: { kind: "string", optional: true, nullable: true, values: ["whatsapp"] },
    from: optionalNullableText,
    to: optionalNullableText,
    receivedTimestamp: { kind: "string", format: "date-time", optional: true, nullable: true },
    originalMessage: optionalNullableText,
    intentAnalysis: optionalNullableText,
    languageDetection: {
      kind: "object",
      optional: true,
      nullable: true,
      fields: {
        language: optionalNullableText,
        confidenceScore: { ...number, optional: true, nullable: true },
        translation: optionalNullableText,
      },
    },
    extractedKeyPhrases: { kind: "strings", optional: true, nullable: true, spellings: ["keyphraseExtraction"] },
    sentiment: {
      kind: "object",
      optional: true,
      fields: { score: { ...number, optional: true }, description: optionalText },
    },
  },
} as const satisfies Record<EventTypesOfGroup<"advanced-messaging">, Fields>;
