import type { EventTypesOfGroup } from "../event-types.ts";
import { chatParticipant, identifier } from "./communication-identifier.ts";
import {
  anyMap,
  type Fields,
  number,
  optionalNumber,
  optionalStringMap,
  optionalText,
  optionalTime,
  text,
  time,
} from "./field.ts";

/**
 * Chat events that come once per thread. `version` of a message is a string in every sample, though the client library
 * says number: a numeric operator on it would never match what the samples show.
 */
const message = {
  senderCommunicationIdentifier: identifier,
  transactionId: text,
  threadId: text,
  messageId: text,
  senderDisplayName: optionalText,
  composeTime: optionalTime,
  type: text,
  version: { kind: "string-or-number", optional: true },
  /** Announced by the Java client library in 2026, its JSON type is not published. */
  sequenceId: { kind: "unknown", optional: true },
} as const;

const thread = { transactionId: text, threadId: text, createTime: time, version: number } as const;

/** Announced by the Java client library in 2026, its members are not published. */
const retentionPolicy = { kind: "object", map: "unknown", optional: true } as const;

const participantChange = {
  transactionId: text,
  threadId: text,
  time: optionalTime,
  createTime: optionalTime,
  version: optionalNumber,
} as const;

export const chatThreadPayloads = {
  "Microsoft.Communication.ChatThreadCreated": {
    ...thread,
    createdByCommunicationIdentifier: identifier,
    properties: anyMap,
    metadata: optionalStringMap,
    participants: { kind: "objects", fields: chatParticipant },
    retentionPolicy,
  },
  "Microsoft.Communication.ChatThreadDeleted": {
    ...thread,
    deletedByCommunicationIdentifier: identifier,
    deleteTime: optionalTime,
    reason: { kind: "string", optional: true, values: ["deleteByThread"] },
  },
  "Microsoft.Communication.ChatThreadPropertiesUpdated": {
    ...thread,
    editedByCommunicationIdentifier: identifier,
    editTime: optionalTime,
    properties: anyMap,
    metadata: optionalStringMap,
    retentionPolicy,
  },
  "Microsoft.Communication.ChatThreadParticipantAdded": {
    ...participantChange,
    addedByCommunicationIdentifier: identifier,
    participantAdded: { kind: "object", fields: chatParticipant },
  },
  "Microsoft.Communication.ChatThreadParticipantRemoved": {
    ...participantChange,
    removedByCommunicationIdentifier: identifier,
    participantRemoved: { kind: "object", fields: chatParticipant },
  },
  "Microsoft.Communication.ChatMessageReceivedInThread": { ...message, messageBody: text, metadata: optionalStringMap },
  "Microsoft.Communication.ChatMessageEditedInThread": {
    ...message,
    messageBody: text,
    metadata: optionalStringMap,
    editTime: optionalTime,
  },
  "Microsoft.Communication.ChatMessageDeletedInThread": { ...message, deleteTime: time },
  "Microsoft.Communication.ChatAzureBotCommandReceivedInThread": {
    ...message,
    messageBody: text,
    metadata: optionalStringMap,
  },
  /** The client library lists the properties of a message here; both published samples lack most of them. */
  "Microsoft.Communication.ChatTypingIndicatorReceivedInThread": {
    ...message,
    messageId: optionalText,
    type: optionalText,
    messageBody: optionalText,
    metadata: optionalStringMap,
  },
} as const satisfies Record<EventTypesOfGroup<"chat-thread">, Fields>;
