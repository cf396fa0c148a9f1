import { type EventType, eventTypeNames } from "./event-types.ts";
import { subjectTemplates } from "./subjects.ts";

/** A property of the payload that says the same as a variable of the subject. */
export interface Link {
  readonly variable: string;
  /** The property's path below `data`. */
  readonly path: readonly string[];
  /**
   * What the sources leave open about it. `disputed`: in a published sample the two differ. `absent`: a published sample
   * has no such property. `empty`: in a published sample the property is "". `hidden`: as `disputed`, and "" where a
   * person hides the number. `plus`: running programs see a plus before the number, the published samples do not.
   */
  readonly open?: LinkDoubt;
}

export type LinkDoubt = "disputed" | "absent" | "empty" | "hidden" | "plus";

/** Whether subject and property may say different things. */
export function isDisputed(open: LinkDoubt | undefined): boolean {
  return open === "disputed" || open === "hidden";
}

/** Whether the property may be "" where the subject says something. */
export function mayBeEmpty(open: LinkDoubt | undefined): boolean {
  return open === "empty" || open === "hidden";
}

/**
 * Which property carries which variable, by type, as the published samples show it. Omitted where nothing shows it:
 * whose id follows `participantadded/` in the thread-level events, for example.
 */
const own: { readonly [T in EventType]?: Readonly<Record<string, string>> } = {
  "Microsoft.Communication.SMSReceived": { phoneNumber: "to" },
  "Microsoft.Communication.SMSDeliveryReportReceived": { phoneNumber: "from" },
  "Microsoft.Communication.ChatMessageReceived": { actorRawId: "senderCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatMessageEdited": { actorRawId: "senderCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatMessageDeleted": { actorRawId: "senderCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatThreadCreatedWithUser": { actorRawId: "createdByCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatThreadWithUserDeleted": { actorRawId: "deletedByCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatThreadPropertiesUpdatedPerUser": { actorRawId: "editedByCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatParticipantAddedToThreadWithUser": {
    actorRawId: "participantAdded.participantCommunicationIdentifier.rawId",
  },
  "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser": {
    actorRawId: "participantRemoved.participantCommunicationIdentifier.rawId",
  },
  "Microsoft.Communication.ChatThreadCreated": { actorRawId: "createdByCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatThreadDeleted": { actorRawId: "deletedByCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatThreadPropertiesUpdated": { actorRawId: "editedByCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatMessageReceivedInThread": { actorRawId: "senderCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatMessageEditedInThread": { actorRawId: "senderCommunicationIdentifier.rawId" },
  "Microsoft.Communication.ChatMessageDeletedInThread": { actorRawId: "senderCommunicationIdentifier.rawId" },
  "Microsoft.Communication.UserDisconnected": { userRawId: "userCommunicationIdentifier.rawId" },
  "Microsoft.Communication.CallStarted": { startedByRawId: "startedBy.communicationIdentifier.rawId" },
  "Microsoft.Communication.CallParticipantAdded": { userRawId: "user.communicationIdentifier.rawId" },
  "Microsoft.Communication.CallParticipantRemoved": { userRawId: "user.communicationIdentifier.rawId" },
  "Microsoft.Communication.IncomingCall": { callerRawId: "from.rawId", recipientRawId: "to.rawId" },
  "Microsoft.Communication.EmailDeliveryReportReceived": { senderAddress: "sender" },
  "Microsoft.Communication.EmailEngagementTrackingReportReceived": { senderAddress: "sender" },
  "Microsoft.Communication.AdvancedMessageReceived": { senderId: "from", channelRegistrationId: "to" },
  "Microsoft.Communication.AdvancedMessageAnalysisCompleted": { senderId: "from", channelRegistrationId: "to" },
};

/** What the sources leave open, by type and variable. */
const doubts: { readonly [T in EventType]?: Readonly<Record<string, LinkDoubt>> } = {
  "Microsoft.Communication.SMSReceived": { phoneNumber: "plus" },
  "Microsoft.Communication.SMSDeliveryReportReceived": { phoneNumber: "plus" },
  "Microsoft.Communication.CallStarted": { startedByRawId: "absent" },
  "Microsoft.Communication.AdvancedMessageReceived": { senderId: "hidden", channelRegistrationId: "disputed" },
  "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated": { messageId: "disputed", status: "disputed" },
  "Microsoft.Communication.RouterJobClosed": { assignmentId: "empty" },
  "Microsoft.Communication.RouterJobUnassigned": { assignmentId: "empty" },
};

/** Which property says who somebody is that hides the number, and which variable of the subject says so then. */
export interface HiddenNumber {
  readonly number: string;
  readonly instead: string;
  readonly variable?: string;
  /** As documentation shows one. */
  readonly example: string;
}

const example = "US.13491208655302741918";

/**
 * WhatsApp since 2026-03-31: the number is empty or null then, the business-scoped id is set, and the subject of a message
 * has it for the sender. (Azure docs, whatsapp-username-support-overview.)
 */
export const hiddenNumbers: { readonly [T in EventType]?: HiddenNumber } = Object.freeze({
  "Microsoft.Communication.AdvancedMessageReceived": {
    number: "from",
    instead: "fromBSUID",
    variable: "senderId",
    example,
  },
  "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated": { number: "to", instead: "toBSUID", example },
});

/** Variables that are called like the property, wherever they occur. */
const everywhere: Readonly<Record<string, string>> = {
  threadId: "threadId",
  messageId: "messageId",
  status: "status",
  jobId: "jobId",
  channelId: "channelId",
  queueId: "queueId",
  assignmentId: "assignmentId",
  classificationPolicyId: "classificationPolicyId",
  dispositionCode: "dispositionCode",
  ruleKey: "ruleKey",
  workerId: "workerId",
};

/** The recipient of user-level chat events; the callee of a call is `to`. */
const chatRecipient = "recipientCommunicationIdentifier.rawId";

const links: ReadonlyMap<EventType, readonly Link[]> = new Map(
  eventTypeNames.map((type) => {
    const variables = new Set(
      subjectTemplates(type).flatMap((one) => [...one.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)),
    );
    const paths = { ...everywhere, ...(type.includes(".Chat") ? { recipientRawId: chatRecipient } : {}), ...own[type] };
    const found = [...variables].flatMap((variable): Link[] => {
      const path = Object.hasOwn(paths, variable) ? paths[variable as keyof typeof paths] : undefined;
      if (path === undefined) return [];
      const open = doubts[type]?.[variable];
      const doubt = open === undefined ? {} : { open };
      return [Object.freeze({ variable, path: Object.freeze(path.split(".")), ...doubt })];
    });
    return [type, Object.freeze(found)];
  }),
);

/** The links of an event type, in the order of its subject's variables; none where its subject is unknown. */
export function linksOf(type: EventType): readonly Link[] {
  return links.get(type) ?? [];
}
