/**
 * Every event type that Communication Services publishes today: the one table that all other names, types and checks
 * are derived from. Sources: the event schema pages of the Azure documentation, the REST specification's examples and
 * the TypeSpec of the system events (docs/event-types.md).
 *
 * - `subjects`: the templates that its subject follows, the current one first; empty where no trustworthy sample exists.
 * - `level`: chat publishes most things twice, once per user and once per thread.
 * - `service`: what it belongs to, for the retirement dates (`retirements.ts`).
 */
// biome-ignore format: one line a type, so that a reviewer can hold it against the documentation
export const eventTypes = {
  "Microsoft.Communication.SMSReceived": { group: "sms", status: "ga", service: "sms", subjects: ["/phonenumber/{phoneNumber}"] },
  "Microsoft.Communication.SMSDeliveryReportReceived": { group: "sms", status: "ga", service: "sms", subjects: ["/phonenumber/{phoneNumber}"] },
  "Microsoft.Communication.ChatMessageReceived": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatMessageEdited": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatMessageDeleted": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/sender/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatThreadCreatedWithUser": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/createdBy/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatThreadWithUserDeleted": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/deletedBy/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatThreadPropertiesUpdatedPerUser": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/editedBy/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatParticipantAddedToThreadWithUser": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/participantAdded/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser": { group: "chat-user", level: "user", status: "ga", service: "chat", subjects: ["thread/{threadId}/participantRemoved/{actorRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.ChatThreadCreated": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/createdBy/{actorRawId}"] },
  "Microsoft.Communication.ChatThreadDeleted": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/deletedBy/{actorRawId}"] },
  "Microsoft.Communication.ChatThreadPropertiesUpdated": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/editedBy/{actorRawId}"] },
  "Microsoft.Communication.ChatThreadParticipantAdded": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/participantadded/{actorRawId}"] },
  "Microsoft.Communication.ChatThreadParticipantRemoved": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/participantremoved/{actorRawId}"] },
  "Microsoft.Communication.ChatMessageReceivedInThread": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/sender/{actorRawId}"] },
  "Microsoft.Communication.ChatMessageEditedInThread": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/sender/{actorRawId}"] },
  "Microsoft.Communication.ChatMessageDeletedInThread": { group: "chat-thread", level: "thread", status: "ga", service: "chat", subjects: ["thread/{threadId}/sender/{actorRawId}"] },
  "Microsoft.Communication.ChatAzureBotCommandReceivedInThread": { group: "chat-thread", level: "thread", status: "unknown", service: "chat", subjects: [] },
  "Microsoft.Communication.ChatTypingIndicatorReceivedInThread": { group: "chat-thread", level: "thread", status: "unknown", service: "chat", subjects: [] },
  "Microsoft.Communication.UserDisconnected": { group: "presence", status: "ga", service: "chat", subjects: ["user/{userRawId}"] },
  "Microsoft.Communication.CallStarted": { group: "calling", status: "preview", service: "calling", subjects: ["call/{serverCallId}/startedBy/{startedByRawId}"] },
  "Microsoft.Communication.CallEnded": { group: "calling", status: "preview", service: "calling", subjects: ["call/{serverCallId}"] },
  "Microsoft.Communication.CallParticipantAdded": { group: "calling", status: "preview", service: "calling", subjects: ["call/{serverCallId}/participant/{userRawId}"] },
  "Microsoft.Communication.CallParticipantRemoved": { group: "calling", status: "preview", service: "calling", subjects: ["call/{serverCallId}/participant/{userRawId}"] },
  "Microsoft.Communication.IncomingCall": { group: "calling", status: "ga", service: "call-automation", subjects: ["/caller/{callerRawId}/recipient/{recipientRawId}"] },
  "Microsoft.Communication.RecordingFileStatusUpdated": { group: "recording", status: "ga", service: "call-recording", subjects: ["/recording/call/{callId}/serverCallId/{serverCallId}/recordingId/{recordingId}", "/recording/call/{callId}/recordingId/{recordingId}"] },
  "Microsoft.Communication.EmailDeliveryReportReceived": { group: "email", status: "ga", service: "email", subjects: ["sender/{senderAddress}/message/{messageId}"] },
  "Microsoft.Communication.EmailEngagementTrackingReportReceived": { group: "email", status: "ga", service: "email", subjects: ["sender/{senderAddress}/message/{messageId}"] },
  "Microsoft.Communication.AdvancedMessageReceived": { group: "advanced-messaging", status: "ga", service: "advanced-messaging", subjects: ["advancedMessage/sender/{senderId}/recipient/{channelRegistrationId}"] },
  "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated": { group: "advanced-messaging", status: "ga", service: "advanced-messaging", subjects: ["advancedMessage/{messageId}/status/{status}"] },
  "Microsoft.Communication.AdvancedMessageAnalysisCompleted": { group: "advanced-messaging", status: "preview", service: "advanced-messaging", subjects: ["advancedMessage/sender/{senderId}/recipient/{channelRegistrationId}", "advanceMessageAnalysis/sender/{senderId}/recipient/{recipientId}"] },
  "Microsoft.Communication.RouterJobReceived": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}"] },
  "Microsoft.Communication.RouterJobClassified": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/queue/{queueId}"] },
  "Microsoft.Communication.RouterJobQueued": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/queue/{queueId}"] },
  "Microsoft.Communication.RouterJobClassificationFailed": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/classificationpolicy/{classificationPolicyId}"] },
  "Microsoft.Communication.RouterJobCompleted": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/assignment/{assignmentId}"] },
  "Microsoft.Communication.RouterJobClosed": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/assignment/{assignmentId}"] },
  "Microsoft.Communication.RouterJobCancelled": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/disposition/{dispositionCode}"] },
  "Microsoft.Communication.RouterJobExceptionTriggered": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/exceptionrule/{ruleKey}"] },
  "Microsoft.Communication.RouterJobWorkerSelectorsExpired": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/queue/{queueId}"] },
  "Microsoft.Communication.RouterJobUnassigned": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}/assignment/{assignmentId}"] },
  "Microsoft.Communication.RouterJobWaitingForActivation": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}"] },
  "Microsoft.Communication.RouterJobSchedulingFailed": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}"] },
  "Microsoft.Communication.RouterJobDeleted": { group: "router", status: "ga", service: "job-router", subjects: ["job/{jobId}/channel/{channelId}"] },
  "Microsoft.Communication.RouterWorkerOfferIssued": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}/job/{jobId}"] },
  "Microsoft.Communication.RouterWorkerOfferAccepted": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}/job/{jobId}"] },
  "Microsoft.Communication.RouterWorkerOfferDeclined": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}/job/{jobId}"] },
  "Microsoft.Communication.RouterWorkerOfferRevoked": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}/job/{jobId}"] },
  "Microsoft.Communication.RouterWorkerOfferExpired": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}/job/{jobId}"] },
  "Microsoft.Communication.RouterWorkerRegistered": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}"] },
  "Microsoft.Communication.RouterWorkerDeregistered": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}"] },
  "Microsoft.Communication.RouterWorkerDeleted": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}"] },
  "Microsoft.Communication.RouterWorkerUpdated": { group: "router", status: "ga", service: "job-router", subjects: ["worker/{workerId}"] },
} as const satisfies Record<`Microsoft.Communication.${string}`, EventTypeEntry>;

/** Whether an event type is generally available, in preview, or listed by the SDK without a page that says so. */
export type EventTypeStatus = "ga" | "preview" | "unknown";

export type Service =
  | "sms"
  | "chat"
  | "calling"
  | "call-automation"
  | "call-recording"
  | "email"
  | "advanced-messaging"
  | "job-router";

export type EventGroup =
  | "sms"
  | "chat-user"
  | "chat-thread"
  | "presence"
  | "calling"
  | "recording"
  | "email"
  | "advanced-messaging"
  | "router";

export interface EventTypeEntry {
  readonly group: EventGroup;
  readonly level?: "user" | "thread";
  readonly status: EventTypeStatus;
  readonly service: Service;
  readonly subjects: readonly string[];
}

/** The name of an event type that Communication Services publishes today. */
export type EventType = keyof typeof eventTypes;

export const eventTypeNames = Object.freeze(Object.keys(eventTypes)) as readonly EventType[];

/** Whether `name` is a current event type; exact, as Event Grid compares it. */
export function isEventType(name: string): name is EventType {
  return Object.hasOwn(eventTypes, name);
}

/** The event types of one group. */
export type EventTypesOfGroup<G extends EventGroup> = {
  [T in EventType]: (typeof eventTypes)[T]["group"] extends G ? T : never;
}[EventType];
