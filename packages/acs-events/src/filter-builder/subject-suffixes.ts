/**
 * The ends of subjects, for `subjectEndsWith`. Each takes a whole id, with the slash before it, so that ids which only
 * end alike do not pass, and throws a `FilterError` for what cannot be such an id. What has no builder is written out:
 * `subjectEndsWith: "/disposition/abandoned"`; the compiler knows all templates.
 */
import { type Segment, segment } from "./segment.ts";

/**
 * What goes to one recipient, by raw id. For user-level chat events, IncomingCall, and AdvancedMessageReceived, whose
 * recipient is the registration id of the channel.
 */
export function recipientEnd<const Id extends string>(id: Segment<Id>): `/recipient/${Id}` {
  return `/recipient/${segment<Id>(id, rules.recipient)}`;
}

/**
 * Messages of one sender, by raw id, in whatever thread. For ChatMessageReceivedInThread, ChatMessageEditedInThread and
 * ChatMessageDeletedInThread; in their user-level twins the recipient comes last.
 */
export function senderEnd<const Id extends string>(rawId: Segment<Id>): `/sender/${Id}` {
  return `/sender/${segment<Id>(rawId, rules.sender)}`;
}

/** One participant of calls, by raw id. For CallParticipantAdded and CallParticipantRemoved. */
export function participantEnd<const Id extends string>(rawId: Segment<Id>): `/participant/${Id}` {
  return `/participant/${segment<Id>(rawId, rules.participant)}`;
}

/** One recording. For RecordingFileStatusUpdated; fits both published forms of its subject. */
export function recordingEnd<const Id extends string>(recordingId: Segment<Id>): `/recordingId/${Id}` {
  return `/recordingId/${segment<Id>(recordingId, rules.recording)}`;
}

/** One e-mail. For EmailDeliveryReportReceived and EmailEngagementTrackingReportReceived. */
export function emailEnd<const Id extends string>(messageId: Segment<Id>): `/message/${Id}` {
  return `/message/${segment<Id>(messageId, rules.email)}`;
}

/** WhatsApp messages that got as far as this. For AdvancedMessageDeliveryStatusUpdated. */
export function statusEnd<const Status extends "Sent" | "Delivered" | "Read" | "Failed">(
  status: Status,
): `/status/${Status}` {
  return `/status/${segment<Status>(status as Segment<Status>, rules.status)}`;
}

/** Jobs that are in one queue. For RouterJobClassified, RouterJobQueued and RouterJobWorkerSelectorsExpired. */
export function queueEnd<const Id extends string>(queueId: Segment<Id>): `/queue/${Id}` {
  return `/queue/${segment<Id>(queueId, rules.queue)}`;
}

/** One assignment of a job to a worker. For RouterJobCompleted, RouterJobClosed and RouterJobUnassigned. */
export function assignmentEnd<const Id extends string>(assignmentId: Segment<Id>): `/assignment/${Id}` {
  return `/assignment/${segment<Id>(assignmentId, rules.assignment)}`;
}

const option = "subjectEndsWith";
const statuses: readonly string[] = ["Sent", "Delivered", "Read", "Failed"];
const rules = {
  recipient: { option, what: "id of a recipient", like: "8:acs:3a4b_0000-11" },
  sender: { option, what: "raw id of a sender", like: "8:acs:3a4b_0000-11" },
  participant: { option, what: "raw id of a participant", like: "8:acs:3a4b_0000-11" },
  recording: { option, what: "recording id", like: "eyJQbGF0Zm9ybUVuZHBvaW50SWQi" },
  email: { option, what: "message id", like: "9a1b3c00-0000-4000" },
  status: {
    option,
    what: "delivery status",
    like: "Failed",
    problem: (status: string) => (statuses.includes(status) ? undefined : `there are ${statuses.join(", ")}`),
  },
  queue: { option, what: "queue id", like: "queue-17" },
  assignment: { option, what: "assignment id", like: "assignment-17" },
} as const;
