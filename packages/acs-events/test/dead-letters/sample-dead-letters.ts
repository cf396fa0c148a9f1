/** Dead letters in the form of Azure's published examples, with stand-ins for names and numbers. */

const text = {
  id: "Incoming_1",
  topic: "/subscriptions/s/resourceGroups/contoso/providers/Microsoft.Communication/CommunicationServices/contoso",
  subject: "/phonenumber/15555550100",
  data: { from: "15555550123", to: "15555550100", message: "Hello", messageId: "Incoming_1" },
  eventType: "Microsoft.Communication.SMSReceived",
  dataVersion: "1.0",
  metadataVersion: "1",
  eventTime: "2026-11-23T11:59:00Z",
};

export const eventGridDeadLetter = {
  ...text,
  deadLetterReason: "MaxDeliveryAttemptsExceeded",
  deliveryAttempts: 11,
  lastDeliveryOutcome: "NotFound",
  publishTime: "2026-11-23T11:59:01.5Z",
  lastDeliveryAttemptTime: "2026-11-24T10:46:40Z",
};

/** What was to be delivered of it. */
export const eventGridEvent = text;

export const cloudEvent = {
  specversion: "1.0",
  id: "Incoming_2",
  source: text.topic,
  subject: text.subject,
  type: text.eventType,
  time: text.eventTime,
  data: text.data,
};

export const cloudEventDeadLetter = {
  ...cloudEvent,
  deadletterreason: "UndeliverableDueToHttpBadRequest",
  deliveryattempts: 1,
  lastdeliveryoutcome: "BadRequest",
  publishtime: "2026-11-23T11:59:02Z",
};

export const texts = "SUPPORT-INBOUND-SMS/2026/11/24/10/0b3f.json";
export const actions = "SUPPORT-SMS-ACTIONS/2026/1/2/3/77aa.json";
