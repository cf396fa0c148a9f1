import { filter, subscription, team } from "#acs-events";

/** Moderation reads what is written in chat threads and keeps track of who comes and goes. */
export default team("moderation", { owner: "moderation@contoso.example" }, () => [
  // Once per thread: the user-level twins of these events come once for every participant but the sender.
  subscription("messages", {
    filter: filter({
      eventTypes: [
        "Microsoft.Communication.ChatMessageReceivedInThread",
        "Microsoft.Communication.ChatMessageEditedInThread",
      ],
    }),
    endpoint: "chat-handlers",
  }),
  // Once per user, since each of them is told about it.
  subscription("membership", {
    filter: filter({
      eventTypes: [
        "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
        "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser",
        "Microsoft.Communication.ChatThreadCreatedWithUser",
        "Microsoft.Communication.ChatThreadWithUserDeleted",
      ],
    }),
    endpoint: "moderation-queue",
  }),
]);
