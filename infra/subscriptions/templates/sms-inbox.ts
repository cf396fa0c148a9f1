import { filter } from "../../filters/build/filter.ts";
import { phoneNumber } from "../../filters/build/phone-number.ts";
import type { Filter } from "../../filters/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import { type PhoneNumbers, phoneNumberProblem, withoutCovered } from "./phone-numbers.ts";
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
    "Not what became of the texts that you send (smsDeliveryFailures), nor what comes over WhatsApp (whatsappMessages).",
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
    { filter: textsTo(withoutCovered(numbersBeginWith)) },
  ]);
}

/**
 * The subject names the number that the text came to, in every published sample. A filter has one prefix; several are
 * the values of a condition on the subject, any of which will do, so that it stays one subscription.
 */
function textsTo(numbers: readonly string[]): Filter {
  const [first, ...others] = numbers;
  return first !== undefined && others.length === 0
    ? filter({ eventTypes, subjectBeginsWith: phoneNumber(first) })
    : filter({ eventTypes, where: (event) => [event.subject.beginsWith(...numbers.map((one) => phoneNumber(one)))] });
}
