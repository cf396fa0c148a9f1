import type { EventTypesOfGroup } from "../event-types.ts";
import { chatMessage, chatThread, messageContent, threadSettings } from "./chat.ts";
import { chatParticipant, identifier } from "./communication-identifier.ts";
import {
  type Fields,
  id,
  optionalId,
  optionalInteger,
  optionalStringMap,
  optionalText,
  optionalTime,
  time,
} from "./field.ts";

/**
 * Chat events that come once per thread. `version` of a message is a string in every sample, though the client library
 * says number: a numeric operator on it would never match what the samples show.
 */
const message = {
  senderCommunicationIdentifier: identifier,
  ...chatMessage,
  version: { kind: "string-or-number", optional: true },
} as const;

const participantChange = {
  transactionId: id,
  threadId: id,
  time: optionalTime,
  createTime: optionalTime,
  version: optionalInteger,
} as const;

export const chatThreadPayloads = {
  "Microsoft.Communication.ChatThreadCreated": {
    ...chatThread,
    createdByCommunicationIdentifier: identifier,
    ...threadSettings,
    participants: { kind: "objects", fields: chatParticipant },
  },
  "Microsoft.Communication.ChatThreadDeleted": {
    ...chatThread,
    deletedByCommunicationIdentifier: identifier,
    deleteTime: optionalTime,
    reason: { kind: "string", optional: true, values: ["deleteByThread"] },
  },
  "Microsoft.Communication.ChatThreadPropertiesUpdated": {
    ...chatThread,
    editedByCommunicationIdentifier: identifier,
    editTime: optionalTime,
    ...threadSettings,
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
  "Microsoft.Communication.ChatMessageReceivedInThread": { ...message, ...messageContent },
  "Microsoft.Communication.ChatMessageEditedInThread": {
    ...message,
    ...messageContent,
    editTime: optionalTime,
  },
  "Microsoft.Communication.ChatMessageDeletedInThread": { ...message, deleteTime: time },
  "Microsoft.Communication.ChatAzureBotCommandReceivedInThread": {
    ...message,
    ...messageContent,
  },
  /** The client library lists the properties of a message here; both published samples lack most of them. */
  "Microsoft.Communication.ChatTypingIndicatorReceivedInThread": {
    ...message,
    messageId: optionalId,
    type: optionalText,
    messageBody: optionalText,
    metadata: optionalStringMap,
  },
} as const satisfies Record<EventTypesOfGroup<"chat-thread">, Fields>;
