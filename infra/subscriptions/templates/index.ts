import { chatModerationTemplate } from "./chat-moderation.ts";
import { smsDeliveryFailuresTemplate } from "./sms-delivery-failures.ts";
import { smsInboxTemplate } from "./sms-inbox.ts";
import type { Template } from "./template.ts";

export { chatModeration } from "./chat-moderation.ts";
export { type OptionProblem, optionProblems } from "./option-problems.ts";
export { retirementsOf, whenItEnds } from "./retirement.ts";
export { smsDeliveryFailures } from "./sms-delivery-failures.ts";
export { smsInbox } from "./sms-inbox.ts";
export type { Template, TemplateOption, TemplateOptions } from "./template.ts";

/** Every template, in the order in which the command line offers them. */
export const templates: readonly Template[] = Object.freeze([
  smsInboxTemplate,
  smsDeliveryFailuresTemplate,
  chatModerationTemplate,
]);
