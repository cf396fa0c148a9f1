import type { SubscriptionDeclaration } from "../../../src/plan/subscription.ts";
import {
  callRecordingsReady,
  chatArchive,
  chatModeration,
  emailBouncesAndComplaints,
  emailEngagement,
  incomingCalls,
  jobRouterOffers,
  jobRouterQueueHealth,
  smsDeliveryFailures,
  smsInbox,
  whatsappMessages,
} from "../../sample-project/infra/acs-events.ts";

export const endpoint = "queue";

/** A name with these kinds of samples behind it: `both("X")` is `X (docs)` and `X (rest-api-specs, CloudEvents)`. */
const both = (type: string): readonly string[] => [`${type} (docs)`, `${type} (rest-api-specs, CloudEvents)`];
const three = (type: string): readonly string[] => [
  `${type} (docs)`,
  `${type} (rest-api-specs)`,
  `${type} (rest-api-specs, CloudEvents)`,
];

const textsIn = [
  "SMSReceived (article)",
  "SMSReceived (docs, docs page dated 01/29/2025 (camelCase data))",
  "SMSReceived (rest-api-specs)",
  "SMSReceived (rest-api-specs, CloudEvents)",
];
const offers = ["Accepted", "Declined", "Expired", "Issued", "Revoked"].flatMap((change) =>
  both(`RouterWorkerOffer${change}`),
);
const stuckJobs = [
  ...both("RouterJobClassificationFailed"),
  ...both("RouterJobExceptionTriggered"),
  ...both("RouterJobSchedulingFailed"),
  ...both("RouterJobUnassigned"),
  ...three("RouterJobWorkerSelectorsExpired"),
];

/** Which of the published samples each template matches: these, and none of the others. */
export const cases: readonly {
  readonly what: string;
  readonly made: readonly SubscriptionDeclaration[];
  readonly caught: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    what: "sms-inbox, the area code of the samples",
    made: smsInbox("x", { numbersBeginWith: ["1555"], endpoint }),
    caught: { x: textsIn },
  },
  {
    what: "sms-inbox, their whole number among others",
    made: smsInbox("x", { numbersBeginWith: ["1206", "15555555555", "44"], endpoint }),
    caught: { x: textsIn },
  },
  {
    what: "sms-inbox, another area code",
    made: smsInbox("x", { numbersBeginWith: ["1206"], endpoint }),
    caught: { x: [] },
  },
  {
    what: "sms-delivery-failures: all samples are delivered",
    made: smsDeliveryFailures("x", { endpoint }),
    caught: { x: [] },
  },
  {
    what: "chat-moderation",
    made: chatModeration("x", { endpoint }),
    caught: { x: [...both("ChatMessageEditedInThread"), ...both("ChatMessageReceivedInThread")] },
  },
  {
    what: "chat-archive",
    made: chatArchive("x", { endpoint }),
    caught: {
      x: [
        ...both("ChatMessageDeletedInThread"),
        ...both("ChatMessageEditedInThread"),
        ...both("ChatMessageReceivedInThread"),
        ...three("ChatThreadCreated"),
        ...three("ChatThreadDeleted"),
        ...three("ChatThreadParticipantAdded"),
        ...both("ChatThreadParticipantRemoved"),
        ...both("ChatThreadPropertiesUpdated"),
      ],
    },
  },
  {
    what: "chat-archive, messages only",
    made: chatArchive("x", { messagesOnly: true, endpoint }),
    caught: {
      x: [
        ...both("ChatMessageDeletedInThread"),
        ...both("ChatMessageEditedInThread"),
        ...both("ChatMessageReceivedInThread"),
      ],
    },
  },
  {
    what: "email-bounces-and-complaints: all samples are delivered, in either case",
    made: emailBouncesAndComplaints("x", { endpoint }),
    caught: { x: [] },
  },
  {
    what: "email-engagement",
    made: emailEngagement("x", { endpoint }),
    caught: { x: three("EmailEngagementTrackingReportReceived") },
  },
  {
    what: "email-engagement, clicks only",
    made: emailEngagement("x", { engagement: "click", endpoint }),
    caught: {
      x: [
        "EmailEngagementTrackingReportReceived (rest-api-specs)",
        "EmailEngagementTrackingReportReceived (rest-api-specs, CloudEvents)",
      ],
    },
  },
  {
    what: "email-engagement, one domain",
    made: emailEngagement("x", { senders: ["@azure.com"], endpoint }),
    caught: { x: ["EmailEngagementTrackingReportReceived (docs)"] },
  },
  {
    what: "incoming-calls: all samples are calls to users",
    made: incomingCalls("x", { numbersBeginWith: ["1"], endpoint }),
    caught: { x: [] },
  },
  {
    what: "call-recordings-ready, in both published forms of the subject",
    made: callRecordingsReady("x", { endpoint }),
    caught: {
      x: [
        "RecordingFileStatusUpdated (docs, docs page dated 10/15/2021 (no serverCallId segment in subject))",
        "RecordingFileStatusUpdated (docs, docs page dated 12/02/2022 (subject has serverCallId segment))",
        "RecordingFileStatusUpdated (rest-api-specs)",
        "RecordingFileStatusUpdated (rest-api-specs, CloudEvents)",
      ],
    },
  },
  {
    what: "call-recordings-ready, by format, which the samples of the documentation do not name",
    made: callRecordingsReady("x", { formats: ["Mp3", "Mp4"], endpoint }),
    caught: {
      x: ["RecordingFileStatusUpdated (rest-api-specs)", "RecordingFileStatusUpdated (rest-api-specs, CloudEvents)"],
    },
  },
  { what: "job-router-offers", made: jobRouterOffers("x", { endpoint }), caught: { x: offers } },
  {
    what: "job-router-offers, some changes, of one queue",
    made: jobRouterOffers("x", {
      changes: ["Expired", "Issued"],
      queues: ["625fec06-ab81-4e60-b780-f364ed96ade1"],
      endpoint,
    }),
    caught: { x: [...both("RouterWorkerOfferExpired"), ...both("RouterWorkerOfferIssued")] },
  },
  {
    what: "job-router-offers, another queue",
    made: jobRouterOffers("x", { queues: ["billing"], endpoint }),
    caught: { x: [] },
  },
  { what: "job-router-queue-health", made: jobRouterQueueHealth("x", { endpoint }), caught: { x: stuckJobs } },
  {
    what: "job-router-queue-health, every queued job of one channel",
    made: jobRouterQueueHealth("x", { channels: ["FooVoiceChannelId"], everyQueuedJob: true, endpoint }),
    caught: { x: [...stuckJobs, ...both("RouterJobQueued")] },
  },
  {
    what: "whatsapp-messages, whether or not the sender hides the number",
    made: whatsappMessages("x", { failures: true, endpoint }),
    caught: {
      x: [
        "AdvancedMessageReceived (docs, phone number hidden, username adopted (2026))",
        "AdvancedMessageReceived (docs, phone number available (2026))",
        "AdvancedMessageReceived (docs, template button)",
        "AdvancedMessageReceived (docs, reaction)",
        "AdvancedMessageReceived (docs, sticker)",
        "AdvancedMessageReceived (docs, interactive button reply)",
        "AdvancedMessageReceived (docs, interactive list reply)",
        "AdvancedMessageReceived (docs, document media)",
        "AdvancedMessageReceived (docs, image media)",
        "AdvancedMessageReceived (docs, text)",
        "AdvancedMessageReceived (rest-api-specs)",
        "AdvancedMessageReceived (rest-api-specs, CloudEvents)",
      ],
      "x-failures": ["AdvancedMessageDeliveryStatusUpdated (docs, Failed)"],
    },
  },
  {
    what: "whatsapp-messages, one channel",
    made: whatsappMessages("x", { channels: ["75476a19-a68d-4e10-806c-3680f099e069"], endpoint }),
    caught: { x: ["AdvancedMessageReceived (docs, document media)"] },
  },
  {
    what: "whatsapp-messages, two channels",
    made: whatsappMessages("x", {
      channels: ["11111111-1111-1111-1111-111111111111", "75476a19-a68d-4e10-806c-3680f099e069"],
      endpoint,
    }),
    caught: {
      x: [
        "AdvancedMessageReceived (docs, phone number hidden, username adopted (2026))",
        "AdvancedMessageReceived (docs, phone number available (2026))",
        "AdvancedMessageReceived (docs, document media)",
        "AdvancedMessageReceived (docs, image media)",
        "AdvancedMessageReceived (docs, text)",
      ],
    },
  },
];
