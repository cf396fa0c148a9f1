/**
 * The beginnings of subjects, one builder for each root in the catalog. All are for `subjectBeginsWith`; `.any` is the
 * root itself, which every subject of the group begins with. An id is taken whole, with the slash behind it, wherever
 * all subjects of the group go on after it. Each throws a `FilterError` for what cannot be such an id.
 */
import { type Segment, segment } from "./segment.ts";

/**
 * One chat thread: `thread("19:…@thread.v2")`. For all chat events, of user level and of thread level, but not for
 * UserDisconnected; the subjects of ChatAzureBotCommandReceivedInThread and ChatTypingIndicatorReceivedInThread are unknown.
 */
export const thread = Object.assign(
  <const Id extends string>(threadId: Segment<Id>): `thread/${Id}/` => `thread/${segment<Id>(threadId, rules.thread)}/`,
  { any: "thread/" } as const,
);

/** One user whose last chat connection closed, by raw id: `user("8:acs:…")`. For UserDisconnected alone. */
export const user = Object.assign(
  <const Id extends string>(rawId: Segment<Id>): `user/${Id}` => `user/${segment<Id>(rawId, rules.user)}`,
  { any: "user/" } as const,
);

/**
 * One call, by its server call id. For CallStarted, CallEnded and CallParticipantAdded and -Removed. Without a slash at
 * the end, since the subject of CallEnded ends there. The id is base64: say `isSubjectCaseSensitive: true` with it.
 */
export const call = Object.assign(
  <const Id extends string>(serverCallId: Segment<Id>): `call/${Id}` => `call/${segment<Id>(serverCallId, rules.call)}`,
  { any: "call/" } as const,
);

/**
 * Incoming calls from one caller, by raw id: `caller("4:+12065551234")`, `caller("8:acs:…")`. For IncomingCall. Who is
 * called stands at the end: `subjectEndsWith: recipientEnd(rawId)`.
 */
export const caller = Object.assign(
  <const Id extends string>(rawId: Segment<Id>): `/caller/${Id}/` => `/caller/${segment<Id>(rawId, rules.caller)}/`,
  { any: "/caller/" } as const,
);

/** Recordings of one call, by call id. For RecordingFileStatusUpdated; fits both published forms of its subject. */
export const recordedCall = Object.assign(
  <const Id extends string>(callId: Segment<Id>): `/recording/call/${Id}/` =>
    `/recording/call/${segment<Id>(callId, rules.recordedCall)}/`,
  { any: "/recording/" } as const,
);

/**
 * E-mails from one address: `emailSender("news@contoso.example")`. For EmailDeliveryReportReceived and
 * EmailEngagementTrackingReportReceived. A whole domain has no prefix: use `event.data.sender.endsWith("@…")`.
 */
export const emailSender = Object.assign(
  <const Address extends string>(address: Segment<Address>): `sender/${Address}/` =>
    `sender/${segment<Address>(address, rules.emailSender)}/`,
  { any: "sender/" } as const,
);

/**
 * WhatsApp messages from one sender: the number in digits without "+", or the id of a person who hides the number
 * (`US.1349…`, since 2026). For AdvancedMessageReceived. The channel is at the end: `recipientEnd(channelId)`.
 */
export const messageSender = Object.assign(
  <const Id extends string>(senderId: Segment<Id>): `advancedMessage/sender/${Id}/` =>
    `advancedMessage/sender/${segment<Id>(senderId, rules.messageSender)}/`,
  { any: "advancedMessage/sender/" } as const,
);

/**
 * What became of one WhatsApp message, by message id. For AdvancedMessageDeliveryStatusUpdated; `.any` is for that and
 * AdvancedMessageReceived together. One status of all messages: `subjectEndsWith: statusEnd("Failed")`.
 */
export const sentMessage = Object.assign(
  <const Id extends string>(messageId: Segment<Id>): `advancedMessage/${Id}/` =>
    `advancedMessage/${segment<Id>(messageId, rules.sentMessage)}/`,
  { any: "advancedMessage/" } as const,
);

/**
 * Analysed WhatsApp messages from one sender, in the form that the REST specification shows for
 * AdvancedMessageAnalysisCompleted (preview); the docs show the one of `messageSender`. Which is right is not settled.
 */
export const analysedMessageSender = Object.assign(
  <const Id extends string>(senderId: Segment<Id>): `advanceMessageAnalysis/sender/${Id}/` =>
    `advanceMessageAnalysis/sender/${segment<Id>(senderId, rules.messageSender)}/`,
  { any: "advanceMessageAnalysis/sender/" } as const,
);

/** One job of Job Router. For all RouterJob events. */
export const job = Object.assign(
  <const Id extends string>(jobId: Segment<Id>): `job/${Id}/` => `job/${segment<Id>(jobId, rules.job)}/`,
  { any: "job/" } as const,
);

/**
 * One worker of Job Router. For all RouterWorker events. Without a slash at the end, since most of their subjects end
 * there; so the events of a worker whose id only begins like this come too.
 */
export const worker = Object.assign(
  <const Id extends string>(workerId: Segment<Id>): `worker/${Id}` => `worker/${segment<Id>(workerId, rules.worker)}`,
  { any: "worker/" } as const,
);

const option = "subjectBeginsWith";
const rules = {
  thread: { option, what: "thread id", like: "19:acsV1_abc@thread.v2" },
  user: { option, what: "raw id of a user", like: "8:acs:3a4b_0000-11" },
  call: { option, what: "server call id", like: "aHR0cHM6Ly9jb252" },
  caller: { option, what: "raw id of a caller", like: "4:+12065551234" },
  recordedCall: { option, what: "call id", like: "591f5b00-f0a0-4d5b" },
  emailSender: {
    option,
    what: "e-mail address",
    like: "news@contoso.example",
    problem: (id: string) => (/^[^@]+@[^@]+$/.test(id) ? undefined : "it needs a name, one @ and a domain"),
  },
  messageSender: {
    option,
    what: "sender of a WhatsApp message",
    like: "14255550100",
    problem: (id: string) =>
      /^[0-9a-z.]+$/i.test(id) ? undefined : 'in subjects it is digits without "+", or an id like US.1349',
  },
  sentMessage: { option, what: "message id", like: "9a1b3c00-0000-4000" },
  job: { option, what: "job id", like: "job-17" },
  worker: { option, what: "worker id", like: "worker-17" },
} as const;
