import { describe, expect, test } from "vitest";
import { describeOptions } from "../../../src/plan/templates/describe-options.ts";
import { optionProblems, type TemplateOptions, templates } from "../../../src/plan/templates/index.ts";
import {
  callRecordingsReady,
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

const endpoint = "work-queue";
const channel = "75476a19-a68d-4e10-806c-3680f099e069";

/** What the function throws, without the place: lines of this file move. */
function thrownBy(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return String(error).replace(/ \(test\/plan\/templates\/options\.test\.ts:\d+\)/, " (here)");
  }
  return "nothing is thrown";
}

/** Wrong values that the compiler does not see, as they come from a stack's values or from JavaScript. */
const texts = (...values: unknown[]): readonly string[] => values as string[];

const wrong: readonly { readonly what: string; readonly make: () => unknown; readonly says: string }[] = [
  {
    what: "a number with a plus",
    make: () => smsInbox("inbox", { numbersBeginWith: texts("+1206"), endpoint }),
    says: 'Error: smsInbox("inbox") (here), numbersBeginWith: "+1206" is not a number or beginning of one: 1 to 15 digits, without "+", spaces or hyphens. Write "1206".',
  },
  {
    what: "a number for calls in the form of the payload",
    make: () => incomingCalls("calls", { numbersBeginWith: texts("+1 (800) 555-1212"), endpoint }),
    says: 'Error: incomingCalls("calls") (here), numbersBeginWith: "+1 (800) 555-1212" is not a number or beginning of one: 1 to 15 digits, without "+", spaces or hyphens. Write "18005551212".',
  },
  {
    what: "no number at all",
    make: () => smsInbox("inbox", { numbersBeginWith: texts("n/a"), endpoint }),
    says: 'Error: smsInbox("inbox") (here), numbersBeginWith: "n/a" is not a number or beginning of one: 1 to 15 digits, without "+", spaces or hyphens. Write "12065550100".',
  },
  {
    what: "an empty list where the option is required",
    make: () => smsInbox("inbox", { numbersBeginWith: texts(), endpoint }),
    says: 'Error: smsInbox("inbox") (here), numbersBeginWith: The list is empty. Write one like ["1206"].',
  },
  {
    what: "an empty list where the option can be omitted",
    make: () => smsDeliveryFailures("failed", { numbersBeginWith: texts(), endpoint }),
    says: 'Error: smsDeliveryFailures("failed") (here), numbersBeginWith: The list is empty. Write one like ["1206"], or omit the option: texts of all your numbers.',
  },
  {
    what: "text instead of a list",
    make: () => smsInbox("inbox", { numbersBeginWith: "1206" as never, endpoint }),
    says: 'Error: smsInbox("inbox") (here), numbersBeginWith: It is a list, but here is "1206". Write ["1206"].',
  },
  {
    what: "a required option that is missing",
    make: () => smsInbox("inbox", { endpoint } as never),
    says: 'Error: smsInbox("inbox") (here), numbersBeginWith: It is missing. Your numbers or area codes, in digits with the country code and without a plus: for example ["1206"].',
  },
  {
    what: "no options at all",
    make: () => incomingCalls("calls", undefined as never),
    says: 'Error: incomingCalls("calls") (here), numbersBeginWith: It is missing. Your numbers that are called, in digits with the country code and without a plus: for example ["18005551212"].',
  },
  {
    what: "an option in other letters",
    make: () => jobRouterQueueHealth("health", { everyQueuedJobs: true, endpoint } as never),
    says: 'Error: jobRouterQueueHealth("health") (here), everyQueuedJobs: jobRouterQueueHealth has no option "everyQueuedJobs". Did you mean everyQueuedJob?',
  },
  {
    what: "an option of nobody",
    make: () => callRecordingsReady("recordings", { colour: "red", endpoint } as never),
    says: 'Error: callRecordingsReady("recordings") (here), colour: callRecordingsReady has no option "colour". It has formats, endpoint, only, expires, labels, maxDeliveryAttempts, eventTimeToLiveInMinutes, undeliveredEvents, deliverySchema, maxEventsPerBatch, preferredBatchSizeInKilobytes.',
  },
  {
    what: "a filter",
    make: () => chatModeration("messages", { filter: {}, endpoint } as never),
    says: 'Error: chatModeration("messages") (here), filter: chatModeration has no option "filter": the filter is the template\'s own. Set its options, or write a subscription() with a filter().',
  },
  {
    what: "a value that is not allowed, near one that is",
    make: () => emailBouncesAndComplaints("failed", { statuses: ["bounce"] as never, endpoint }),
    says: 'Error: emailBouncesAndComplaints("failed") (here), statuses: "bounce" is not allowed; there is Bounced, Failed, FilteredSpam, Quarantined, Suppressed. Did you mean "Bounced"?',
  },
  {
    what: "a single value that is not allowed",
    make: () => emailEngagement("engagement", { engagement: "reply" as never, endpoint }),
    says: 'Error: emailEngagement("engagement") (here), engagement: "reply" is not allowed; there is view, click.',
  },
  {
    what: "text instead of true or false",
    make: () => whatsappMessages("whatsapp", { failures: "yes" as never, endpoint }),
    says: 'Error: whatsappMessages("whatsapp") (here), failures: "yes" is neither true nor false.',
  },
  {
    what: "a number instead of a channel",
    make: () => whatsappMessages("whatsapp", { channels: ["14255550100"], endpoint }),
    says: `Error: whatsappMessages("whatsapp") (here), channels: "14255550100" is not a registration id of a channel, which is a GUID like "${channel}" and not the number. It is at the end of the subject of every message to the channel.`,
  },
  {
    what: "a display name instead of a raw id",
    make: () => chatModeration("messages", { exceptFrom: ["Support bot"], endpoint }),
    says: 'Error: chatModeration("messages") (here), exceptFrom: "Support bot" is not a raw id. A raw id begins with the kind of user and a colon, for example "8:acs:" or "4:+1206…". It has no spaces and no slashes. Copy it from rawId of an event.',
  },
  {
    what: "a domain without its sign",
    make: () => emailEngagement("engagement", { senders: ["contoso.example"], endpoint }),
    says: 'Error: emailEngagement("engagement") (here), senders: "contoso.example" is not a sender: write an address like "news@contoso.example", or "@contoso.example" for a whole domain.',
  },
  {
    what: "addresses beside domains",
    make: () => emailEngagement("engagement", { senders: ["news@contoso.example", "@fabrikam.example"], endpoint }),
    says: 'Error: emailEngagement("engagement") (here), senders: It has whole domains ("@fabrikam.example") beside addresses, and one subscription takes one or the other. Use the template twice.',
  },
  {
    what: "empty text and no text",
    make: () => jobRouterOffers("offers", { queues: texts("", 7), endpoint }),
    says: [
      'Error: jobRouterOffers("offers") (here) has 2 problems:',
      '  queues: Empty text is not a value; it is text like "support-queue".',
      '  queues: 7 is not a value; it is text like "support-queue".',
    ].join("\n"),
  },
  {
    what: "more values than one subscription takes",
    make: () =>
      jobRouterOffers("offers", { queues: Array.from({ length: 26 }, (_, index) => `queue-${index}`), endpoint }),
    says: 'Error: jobRouterOffers("offers") (here), queues: There are 26 values, and Azure takes 25 in one subscription. Divide them among several.',
  },
  {
    what: "a value that is too long",
    make: () => jobRouterOffers("offers", { queues: ["q".repeat(513)], endpoint }),
    says: `Error: jobRouterOffers("offers") (here), queues: "${"q".repeat(80)}…" (513 characters) is too long; Azure takes up to 512 characters in a condition.`,
  },
  {
    what: "everything at once",
    make: () => jobRouterOffers("offers", { changes: ["issued"], queues: [], endpont: "x" } as never),
    says: [
      'Error: jobRouterOffers("offers") (here) has 3 problems:',
      '  endpont: jobRouterOffers has no option "endpont". Did you mean endpoint?',
      '  changes: "issued" is not allowed; there is Issued, Accepted, Declined, Revoked, Expired. Did you mean "Issued"?',
      '  queues: The list is empty. Write one like ["support-queue"], or omit the option: all queues.',
    ].join("\n"),
  },
];

describe("wrong options", () => {
  test.each(wrong)("$what", ({ make, says }) => {
    expect(thrownBy(make)).toBe(says);
  });

  test("twenty-five values together with those of the template itself are one too many", () => {
    const senders = Array.from({ length: 24 }, (_, index) => `news-${index}@contoso.example`);
    expect(thrownBy(() => emailBouncesAndComplaints("failed", { senders, endpoint }))).toMatch(
      /^Error: emailBouncesAndComplaints\("failed"\) \(here\), filter\.advancedFilters: .* 26 values together; Azure takes 25 /,
    );
  });

  test("are the same problems for whoever has only the description", () => {
    const inbox = templates.find(({ name }) => name === "sms-inbox");
    expect(inbox && optionProblems(inbox, { numbersBeginWith: ["+1206", "1555"] })).toEqual([
      {
        option: "numbersBeginWith",
        message:
          '"+1206" is not a number or beginning of one: 1 to 15 digits, without "+", spaces or hyphens. Write "1206".',
      },
    ]);
  });
});

describe("what does not compile", () => {
  test("numbers that are no digits, and empty lists", () => {
    // @ts-expect-error: no plus; numbers are digits in every template
    expect(() => smsInbox("inbox", { numbersBeginWith: ["+1206"], endpoint })).toThrow("Write");
    // @ts-expect-error: the second number has a hyphen in it
    expect(() => incomingCalls("calls", { numbersBeginWith: ["1800", "1-206"], endpoint })).toThrow("Write");
    // @ts-expect-error: an empty list would be the texts of no number
    expect(() => smsInbox("inbox", { numbersBeginWith: [], endpoint })).toThrow("empty");
    // @ts-expect-error: no plus where the option can be omitted, either
    expect(() => smsDeliveryFailures("failed", { numbersBeginWith: ["+1206"], endpoint })).toThrow("Write");
  });

  test("what is missing, unknown or not allowed", () => {
    // @ts-expect-error: the numbers are missing
    expect(() => smsInbox("inbox", { endpoint })).toThrow("missing");
    // @ts-expect-error: a number is text
    expect(() => smsInbox("inbox", { numbersBeginWith: [1206], endpoint })).toThrow("1206 is not a value");
    // @ts-expect-error: the endpoint is missing; the plan says so, since only the stack knows the names
    expect(chatModeration("messages", {})).toHaveLength(1);
    // @ts-expect-error: the filter is the template's own
    expect(() => chatModeration("messages", { filter: {}, endpoint })).toThrow("own");
    // @ts-expect-error: no such option
    expect(() => jobRouterQueueHealth("health", { queue: "billing", endpoint })).toThrow("no option");
    // @ts-expect-error: no such status
    expect(() => emailBouncesAndComplaints("failed", { statuses: ["Complaint"], endpoint })).toThrow("not allowed");
    // @ts-expect-error: one of two words
    expect(() => emailEngagement("engagement", { engagement: "clicks", endpoint })).toThrow("click");
    // @ts-expect-error: true or false, not text
    expect(() => whatsappMessages("whatsapp", { failures: "true", endpoint })).toThrow("neither");
  });

  test("a description that is not that of the function's options", () => {
    interface Options extends TemplateOptions {
      readonly numbers: readonly string[];
      readonly loud?: boolean;
    }
    const said = { description: "d", example: "1" };
    const numbers = { kind: "texts", required: true, ...said } as const;
    const loud = { kind: "boolean", required: false, otherwise: "quiet", ...said } as const;
    expect(describeOptions<Options>({ numbers, loud }).map(({ name }) => name)).toEqual(["numbers", "loud"]);
    // @ts-expect-error: loud is not described
    describeOptions<Options>({ numbers });
    // @ts-expect-error: numbers is a list
    describeOptions<Options>({ numbers: { ...numbers, kind: "text" }, loud });
    // @ts-expect-error: numbers cannot be omitted
    describeOptions<Options>({ numbers: { ...numbers, required: false, otherwise: "none" }, loud });
    // @ts-expect-error: what holds without loud is not said
    describeOptions<Options>({ numbers, loud: { kind: "boolean", required: false, ...said } });
  });

  test("but what is right does, from values that differ between stacks too", () => {
    const fromStack: string = "1555";
    expect(smsInbox("inbox", { numbersBeginWith: [fromStack, "1206"], endpoint })).toHaveLength(1);
    const several: readonly string[] = [fromStack];
    expect(incomingCalls("calls", { numbersBeginWith: several, endpoint })).toHaveLength(1);
    expect(smsDeliveryFailures("failed", { endpoint, maxDeliveryAttempts: 5 })).toHaveLength(1);
  });
});
