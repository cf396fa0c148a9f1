import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import { type PhoneNumbers, phoneNumberProblem, subjectConditions, subjectPrefix } from "./phone-numbers.ts";
import type { Template, TemplateOptions } from "./template.ts";

export interface SmsInboxOptions extends TemplateOptions {
  /** Your numbers that receive the texts, or what they begin with, in digits: `["1206"]` is area code 206 of country 1. */
  readonly numbersBeginWith: readonly string[];
}

const eventTypes = ["Microsoft.Communication.SMSReceived"] as const;

export const smsInboxTemplate: Template = Object.freeze({
  name: "sms-inbox",
  function: "smsInbox",
  summary: "texts that people send to your numbers",
  catches: "Every text message that comes in on one of your numbers that begin as said.",
  leavesOut:
    "Does not include what became of the texts that you send (smsDeliveryFailures), and what comes over WhatsApp (whatsappMessages).",
  subscription: "inbox",
  eventTypes,
  options: describeOptions<SmsInboxOptions>({
    numbersBeginWith: {
      kind: "texts",
      required: true,
      description: "Your numbers or area codes, in digits with the country code and without a plus",
      example: "1206",
      problem: phoneNumberProblem,
    },
  }),
});

/** Texts to your numbers: `...smsInbox("inbox", { numbersBeginWith: ["1206"], endpoint: "support-queue" })`. */
export function smsInbox<const Numbers extends readonly string[]>(
  name: string,
  options: SmsInboxOptions & { readonly numbersBeginWith: PhoneNumbers<Numbers> },
): readonly SubscriptionDeclaration[] {
  return fromTemplate<SmsInboxOptions>(smsInboxTemplate, name, options, ({ numbersBeginWith }) => [
    {
      // The subject names the number that the text came to, in every published sample.
      filter: filter({
        eventTypes,
        subjectBeginsWith: subjectPrefix(numbersBeginWith),
        where: (event) => subjectConditions(event.subject, numbersBeginWith),
      }),
    },
  ]);
}
