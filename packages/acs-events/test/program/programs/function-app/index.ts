/** Handlers in a function app: one subscription to a queue, one to a function that is published later. */
import { filter, subscription } from "acs-events";
import { AcsEvents } from "acs-events/pulumi";

const events = new AcsEvents("acs-events", {
  resourceNamePrefix: "",
  communication: { dataLocation: "Europe" },
  handlers: { kind: "function-app", alwaysReady: { texts: 1 }, settings: { BOARDS_PROJECT: "support" } },
  alerts: { email: "support@contoso.example" },
  endpoints: {
    texts: { kind: "storage-queue", create: true },
    large: { kind: "service-bus-queue", create: true },
    calls: { kind: "azure-function", create: true },
    hook: {
      kind: "webhook",
      url: "https://handlers.contoso.example/api/texts",
      secrets: { query: "code=s3cret" },
    },
  },
  subscriptions: [
    subscription("texts", {
      filter: filter({ eventTypes: ["Microsoft.Communication.SMSReceived"] }),
      endpoint: "texts",
    }),
    subscription("calls", {
      filter: filter({ eventTypes: ["Microsoft.Communication.IncomingCall"] }),
      endpoint: "calls",
    }),
    subscription("reports", {
      filter: filter({ eventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"] }),
      endpoint: "hook",
    }),
  ],
});

export const functionApp = events.functionApp;
export const leftOut = events.subscriptions.notDeployed;
