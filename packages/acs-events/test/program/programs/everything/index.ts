/** The stack of `version-0.1`, by the component. */
import { defineTeam, filter, phoneNumber, subscription } from "acs-events";
import { AcsEvents } from "acs-events/pulumi";

const support = defineTeam<{ readonly supportNumbers: string }>(
  "support",
  { owner: "support@contoso.example" },
  (stack) => [
    subscription("texts", {
      filter: filter({
        eventTypes: ["Microsoft.Communication.SMSReceived"],
        subjectBeginsWith: phoneNumber(stack.value("supportNumbers")),
      }),
      endpoint: "texts",
    }),
    subscription("calls", {
      filter: filter({ eventTypes: ["Microsoft.Communication.IncomingCall"] }),
      endpoint: "calls",
    }),
    subscription("chat", {
      filter: filter({ eventTypes: ["Microsoft.Communication.ChatMessageReceivedInThread"] }),
      endpoint: "archive",
    }),
    subscription("hook", {
      filter: filter({ eventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"] }),
      endpoint: "hook",
    }),
  ],
);

const events = new AcsEvents("acs-events", {
  resourceNamePrefix: "",
  communication: { dataLocation: "Europe" },
  endpoints: {
    texts: { kind: "storage-queue", create: true },
    calls: { kind: "service-bus-queue", create: true },
    archive: { kind: "event-hub", create: true, entityName: "chat" },
    hook: {
      kind: "webhook",
      url: "https://handlers.contoso.example/api/texts",
      secrets: { query: "code=s3cret", headers: { "x-key": "t0psecret" } },
    },
  },
  teams: [support],
  values: { supportNumbers: "1555" },
});

export const eventSubscriptionIds = events.subscriptions.eventSubscriptionIds;
