import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import { type PhoneNumbers, phoneNumberProblem, subjectConditions, subjectPrefix } from "./phone-numbers.ts";
import type { Template, TemplateOptions } from "./template.ts";

export interface SmsDeliveryFailuresOptions extends TemplateOptions {
  /** Your numbers that send the texts, or what they begin with, in digits. If omitted, all of them. */
  readonly numbersBeginWith?: readonly string[];
}

const eventTypes = ["Microsoft.Communication.SMSDeliveryReportReceived"] as const;

export const smsDeliveryFailuresTemplate: Template = Object.freeze({
  name: "sms-delivery-failures",
  function: "smsDeliveryFailures",
  summary: "texts of yours that did not arrive",
  catches: "Every delivery report of a text that you sent, unless it says that the text was delivered.",
  leavesOut:
    "Does not include texts that were delivered, and those sent without asking for a delivery report, of which nothing is reported.",
  subscription: "failed-texts",
  eventTypes,
  options: describeOptions<SmsDeliveryFailuresOptions>({
    numbersBeginWith: {
      kind: "texts",
      required: false,
      description: "Your numbers or area codes that send, in digits with the country code and without a plus",
      example: "1206",
      otherwise: "texts of all your numbers",
      problem: phoneNumberProblem,
    },
  }),
});

/** Texts that did not arrive: `...smsDeliveryFailures("failed-texts", { endpoint: "support-queue" })`. */
export function smsDeliveryFailures<const Numbers extends readonly string[] = readonly string[]>(
  name: string,
  options: SmsDeliveryFailuresOptions & { readonly numbersBeginWith?: PhoneNumbers<Numbers> },
): readonly SubscriptionDeclaration[] {
  return fromTemplate<SmsDeliveryFailuresOptions>(
    smsDeliveryFailuresTemplate,
    name,
    options,
    ({ numbersBeginWith = [] }) => [
      {
        // Whatever is not "Delivered", so that a status which is not documented yet is seen too. The subject of a report
        // names the number that sent: in the published samples it is that of `data.from`.
        filter: filter({
          eventTypes,
          subjectBeginsWith: subjectPrefix(numbersBeginWith),
          where: (event) => [
            event.data.deliveryStatus.isNotIn("Delivered"),
            ...subjectConditions(event.subject, numbersBeginWith),
          ],
        }),
      },
    ],
  );
}
