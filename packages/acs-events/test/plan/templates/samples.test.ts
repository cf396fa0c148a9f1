import { describe, expect, test } from "vitest";
import type { Event } from "../../../src/catalog/event.ts";
import { allSamples } from "../../../src/catalog/samples.ts";
import { matches } from "../../../src/filters/match/matches.ts";
import type { SubscriptionDeclaration } from "../../../src/plan/subscription.ts";
import { templates } from "../../../src/plan/templates/index.ts";
import {
  chatModeration,
  emailBouncesAndComplaints,
  incomingCalls,
  smsDeliveryFailures,
  whatsappMessages,
} from "../../sample-project/infra/acs-events.ts";
import { cases, endpoint } from "./caught-samples.ts";
import { caughtBy, changed, nameOf } from "./published-samples.ts";

describe("of all published samples", () => {
  test("there are some to look at, and every template is asked", () => {
    expect(allSamples().length).toBeGreaterThan(150);
    const asked = new Set(cases.map(({ made }) => made[0]?.template?.name));
    expect([...asked].sort()).toEqual(templates.map(({ name }) => name).sort());
  });

  test.each(cases)("$what", ({ made, caught }) => {
    expect(Object.fromEntries(made.map((one) => [one.name, [...caughtBy(one)].sort()]))).toEqual(
      Object.fromEntries(Object.entries(caught).map(([name, names]) => [name, [...names].sort()])),
    );
  });

  test("what comes once per user is caught by no template", () => {
    const perUser = allSamples()
      .map(nameOf)
      .filter((name) => /^Chat\w+WithUser|PerUser|^ChatMessage(?:Received|Edited|Deleted) /.test(name));
    expect(perUser.length).toBeGreaterThan(15);
    const caught = new Set(cases.flatMap(({ made }) => made.flatMap(caughtBy)));
    expect(perUser.filter((name) => caught.has(name))).toEqual([]);
  });
});

const sms = "SMSDeliveryReportReceived (rest-api-specs)";
const email = "EmailDeliveryReportReceived (docs)";
const call = "IncomingCall (docs)";
const number = (value: string) => ({
  to: { kind: "phoneNumber", rawId: `4:${value}`, phoneNumber: { value } },
});

/** Where no published sample tells the difference: a sample with another value in it. */
const variations: readonly {
  readonly what: string;
  readonly made: readonly SubscriptionDeclaration[];
  readonly passes: readonly Event[];
  readonly fails: readonly Event[];
}[] = [
  {
    what: "a text that failed, and one with a status that nobody documented",
    made: smsDeliveryFailures("x", { endpoint }),
    passes: [changed(sms, { deliveryStatus: "Failed" }), changed(sms, { deliveryStatus: "Expired" })],
    fails: [changed(sms, { deliveryStatus: "delivered" })],
  },
  {
    what: "texts that failed, by the number that sent them",
    made: smsDeliveryFailures("x", { numbersBeginWith: ["1555", "1206"], endpoint }),
    passes: [changed(sms, { deliveryStatus: "Failed" })],
    fails: [{ ...changed(sms, { deliveryStatus: "Failed" }), subject: "/phonenumber/12125550100" }],
  },
  {
    what: "everybody but the bot",
    made: chatModeration("x", { exceptFrom: ["8:acs:bot_0000-11"], endpoint }),
    passes: [changed("ChatMessageReceivedInThread (docs)", {})],
    fails: [
      changed("ChatMessageReceivedInThread (docs)", { senderCommunicationIdentifier: { rawId: "8:acs:bot_0000-11" } }),
    ],
  },
  {
    what: "every status of an e-mail but the good ones",
    made: emailBouncesAndComplaints("x", { endpoint }),
    passes: ["Bounced", "Failed", "FilteredSpam", "Quarantined", "Suppressed", "Blocked"].map((status) =>
      changed(email, { status }),
    ),
    fails: ["Delivered", "delivered", "Expanded"].map((status) => changed(email, { status })),
  },
  {
    what: "one status of the e-mails of one sender",
    made: emailBouncesAndComplaints("x", { statuses: ["Bounced"], senders: ["senderid@azure.com"], endpoint }),
    passes: [changed(email, { status: "Bounced" })],
    fails: [
      changed(email, { status: "Failed" }),
      changed(email, { status: "Bounced", sender: "another-senderid@azure.com" }),
    ],
  },
  {
    what: "calls to the number, and not what comes of them when they are redirected",
    made: incomingCalls("x", { numbersBeginWith: ["18005551212", "1206"], endpoint }),
    passes: [changed(call, number("+18005551212")), changed(call, number("+12065550100"))],
    fails: [changed(call, {}), changed(call, number("+18005551213"))],
  },
  {
    what: "WhatsApp messages of one channel that failed",
    made: whatsappMessages("x", {
      channels: ["11111111-1111-1111-1111-111111111111"],
      failures: true,
      endpoint,
    }).slice(1),
    passes: [
      changed("AdvancedMessageDeliveryStatusUpdated (docs, Failed)", { from: "11111111-1111-1111-1111-111111111111" }),
    ],
    fails: [
      changed("AdvancedMessageDeliveryStatusUpdated (docs, Failed)", {}),
      changed("AdvancedMessageDeliveryStatusUpdated (docs, Sent)", { from: "11111111-1111-1111-1111-111111111111" }),
    ],
  },
];

test.each(variations)("$what", ({ made, passes, fails }) => {
  const [only] = made;
  expect(made).toHaveLength(1);
  if (only === undefined) return;
  expect(passes.map((event) => matches(only.filter, event))).toEqual(passes.map(() => true));
  expect(fails.map((event) => matches(only.filter, event))).toEqual(fails.map(() => false));
});
