import { callRecordingsReadyTemplate } from "./call-recordings-ready.ts";
import { chatArchiveTemplate } from "./chat-archive.ts";
import { chatModerationTemplate } from "./chat-moderation.ts";
import { emailBouncesAndComplaintsTemplate } from "./email-bounces-and-complaints.ts";
import { emailEngagementTemplate } from "./email-engagement.ts";
import { incomingCallsTemplate } from "./incoming-calls.ts";
import { jobRouterOffersTemplate } from "./job-router-offers.ts";
import { jobRouterQueueHealthTemplate } from "./job-router-queue-health.ts";
import { smsDeliveryFailuresTemplate } from "./sms-delivery-failures.ts";
import { smsInboxTemplate } from "./sms-inbox.ts";
import type { Template } from "./template.ts";
import { whatsappMessagesTemplate } from "./whatsapp-messages.ts";

export { callRecordingsReady } from "./call-recordings-ready.ts";
export { chatArchive } from "./chat-archive.ts";
export { chatModeration } from "./chat-moderation.ts";
export { emailBouncesAndComplaints } from "./email-bounces-and-complaints.ts";
export { emailEngagement } from "./email-engagement.ts";
export { incomingCalls } from "./incoming-calls.ts";
export { jobRouterOffers } from "./job-router-offers.ts";
export { jobRouterQueueHealth } from "./job-router-queue-health.ts";
export { type OptionProblem, optionProblems } from "./option-problems.ts";
export { retirementsOf, whenItEnds } from "./retirement.ts";
export { smsDeliveryFailures } from "./sms-delivery-failures.ts";
export { smsInbox } from "./sms-inbox.ts";
export type { Template, TemplateOption, TemplateOptions } from "./template.ts";
export { whatsappMessages } from "./whatsapp-messages.ts";

/** Every template, in the order in which the command line offers them. */
export const templates: readonly Template[] = Object.freeze([
  smsInboxTemplate,
  smsDeliveryFailuresTemplate,
  chatModerationTemplate,
  chatArchiveTemplate,
  emailBouncesAndComplaintsTemplate,
  emailEngagementTemplate,
  incomingCallsTemplate,
  callRecordingsReadyTemplate,
  jobRouterOffersTemplate,
  jobRouterQueueHealthTemplate,
  whatsappMessagesTemplate,
]);
