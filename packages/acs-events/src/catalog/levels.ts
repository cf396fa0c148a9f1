import type { EventType } from "./event-types.ts";

/**
 * Chat publishes most news twice: once per user of the thread but the one who acted, and once per thread. Pairs of the
 * two; whoever subscribes to both handles everything twice. (Azure docs, communication-services-chat-events.)
 */
const pairs = [
  ["Microsoft.Communication.ChatMessageReceived", "Microsoft.Communication.ChatMessageReceivedInThread"],
  ["Microsoft.Communication.ChatMessageEdited", "Microsoft.Communication.ChatMessageEditedInThread"],
  ["Microsoft.Communication.ChatMessageDeleted", "Microsoft.Communication.ChatMessageDeletedInThread"],
  ["Microsoft.Communication.ChatThreadCreatedWithUser", "Microsoft.Communication.ChatThreadCreated"],
  ["Microsoft.Communication.ChatThreadWithUserDeleted", "Microsoft.Communication.ChatThreadDeleted"],
  ["Microsoft.Communication.ChatThreadPropertiesUpdatedPerUser", "Microsoft.Communication.ChatThreadPropertiesUpdated"],
  [
    "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
    "Microsoft.Communication.ChatThreadParticipantAdded",
  ],
  [
    "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser",
    "Microsoft.Communication.ChatThreadParticipantRemoved",
  ],
] as const satisfies readonly (readonly [EventType, EventType])[];

const counterparts: ReadonlyMap<string, EventType> = new Map(
  pairs.flatMap(([user, thread]): [EventType, EventType][] => [
    [user, thread],
    [thread, user],
  ]),
);

/** The same news on the other level of chat: the thread's type for a user's, and the other way round. */
export function otherLevelOf(type: EventType): EventType | undefined {
  return counterparts.get(type);
}
