import type { EventTypesOfGroup } from "../event-types.ts";
import { chatMessage, chatThread, messageContent, threadSettings } from "./chat.ts";
import { chatParticipant, identifier } from "./communication-identifier.ts";
import { type Fields, optionalInteger, optionalTime, time } from "./field.ts";

/**
 * Chat events that come once per user. The 2020 preview wrote ids as plain strings (`senderId`) where an identifier
 * object stands today; the id itself is the object's `rawId`.
 */
const recipient = { ...identifier, spellings: ["recipientId"] } as const;

const message = {
  recipientCommunicationIdentifier: recipient,
  senderCommunicationIdentifier: { ...identifier, spellings: ["senderId"] },
  ...chatMessage,
  version: optionalInteger,
} as const;

const thread = { recipientCommunicationIdentifier: recipient, ...chatThread } as const;

export const chatUserPayloads = {
  "Microsoft.Communication.ChatMessageReceived": { ...message, ...messageContent },
  "Microsoft.Communication.ChatMessageEdited": {
    ...message,
    ...messageContent,
    editTime: optionalTime,
  },
  "Microsoft.Communication.ChatMessageDeleted": { ...message, deleteTime: time },
  "Microsoft.Communication.ChatThreadCreatedWithUser": {
    ...thread,
    createdByCommunicationIdentifier: { ...identifier, spellings: ["createdBy"] },
    ...threadSettings,
    participants: { kind: "objects", fields: chatParticipant, spellings: ["members"] },
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
    ...threadSettings,
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
