import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import { type PhoneNumbers, phoneNumberProblem, withoutCovered } from "./phone-numbers.ts";
import type { Template, TemplateOptions } from "./template.ts";

export interface IncomingCallsOptions extends TemplateOptions {
  /** Your numbers that are called, or what they begin with, in digits: `["18005551212"]`. */
  readonly numbersBeginWith: readonly string[];
}

const eventTypes = ["Microsoft.Communication.IncomingCall"] as const;

/** A call rings for 30 seconds. Azure docs, call-automation/incoming-call-notification. */
const settings = { maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 } as const;

export const incomingCallsTemplate: Template = Object.freeze({
  name: "incoming-calls",
  function: "incomingCalls",
  summary: "telephone calls to your numbers, to be answered",
  catches:
    "Every telephone call to one of your numbers that begin as said, tried twice and for one minute, since a call rings for 30 seconds.",
  leavesOut:
    "Does not include calls to users of Communication Services, since answering both events of a redirected call makes an endless loop.",
  subscription: "calls",
  eventTypes,
  options: describeOptions<IncomingCallsOptions>({
    numbersBeginWith: {
      kind: "texts",
      required: true,
      description: "Your numbers that are called, in digits with the country code and without a plus",
      example: "18005551212",
      problem: phoneNumberProblem,
    },
  }),
});

/** Calls to your numbers: `...incomingCalls("calls", { numbersBeginWith: ["18005551212"], endpoint: "call-handlers" })`. */
export function incomingCalls<const Numbers extends readonly string[]>(
  name: string,
  options: IncomingCallsOptions & { readonly numbersBeginWith: PhoneNumbers<Numbers> },
): readonly SubscriptionDeclaration[] {
  return fromTemplate<IncomingCallsOptions>(incomingCallsTemplate, name, options, ({ numbersBeginWith }) => {
    // The payload has numbers with a plus. The callee is last in the subject, where no prefix reaches; that a call to a
    // number passes and one to a user does not, is what keeps from looping.
    const callees = withoutCovered(numbersBeginWith).map((number) => `+${number}`);
    return [
      {
        settings,
        filter: filter({ eventTypes, where: (event) => [event.data.to.phoneNumber.value.beginsWith(...callees)] }),
      },
    ];
  });
}
