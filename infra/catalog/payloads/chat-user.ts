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
 * Chat events that come once per user. The 2020 preview wrote ids as plain strings (`senderId`) where an identifier
 * object stands today; the id itself is the object's `rawId`.
 */
const recipient = { ...identifier, spellings: ["recipientId"] } as const;

const message = {
  recipientCommunicationIdentifier: recipient,
  senderCommunicationIdentifier: { ...identifier, spellings: ["senderId"] },
  transactionId: text,
  threadId: text,
  messageId: text,
  senderDisplayName: optionalText,
  composeTime: optionalTime,
  type: text,
  version: optionalNumber,
  /** Announced by the Java client library in 2026, its JSON type is not published. */
  sequenceId: { kind: "unknown", optional: true },
} as const;

const thread = {
  recipientCommunicationIdentifier: recipient,
  transactionId: text,
  threadId: text,
  createTime: time,
  version: number,
} as const;

/** Announced by the Java client library in 2026, its members are not published. */
const retentionPolicy = { kind: "object", map: "unknown", optional: true } as const;

export const chatUserPayloads = {
  "Microsoft.Communication.ChatMessageReceived": { ...message, messageBody: text, metadata: optionalStringMap },
  "Microsoft.Communication.ChatMessageEdited": {
    ...message,
    messageBody: text,
    metadata: optionalStringMap,
    editTime: optionalTime,
  },
  "Microsoft.Communication.ChatMessageDeleted": { ...message, deleteTime: time },
  "Microsoft.Communication.ChatThreadCreatedWithUser": {
    ...thread,
    createdByCommunicationIdentifier: { ...identifier, spellings: ["createdBy"] },
    properties: anyMap,
    metadata: optionalStringMap,
    participants: { kind: "objects", fields: chatParticipant, spellings: ["members"] },
    retentionPolicy,
  },
  "Microsoft.Communication.ChatThreadWithUserDeleted": {
    ...thread,
    deletedByCommunicationIdentifier: { ...identifier, spellings: ["deletedBy"] },
    deleteTime: optionalTime,
  },
  "Microsoft.Communication.ChatThreadPropertiesUpdatedPerUser": {
    ...thread,
    editedByCommunicationIdentifier: { ...identifier, spellings: ["editedBy"] },
    editTime: optionalTime,
    metadata: optionalStringMap,
    properties: anyMap,
    retentionPolicy,
  },
  "Microsoft.Communication.ChatParticipantAddedToThreadWithUser": {
    ...thread,
    time: optionalTime,
    addedByCommunicationIdentifier: { ...identifier, spellings: ["addedBy"] },
    participantAdded: { kind: "object", fields: chatParticipant, spellings: ["memberAdded"] },
  },
  "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser": {
    ...thread,
    time: optionalTime,
    removedByCommunicationIdentifier: { ...identifier, spellings: ["removedBy"] },
    participantRemoved: { kind: "object", fields: chatParticipant, spellings: ["memberRemoved"] },
  },
} as const satisfies Record<EventTypesOfGroup<"chat-user">, Fields>;
