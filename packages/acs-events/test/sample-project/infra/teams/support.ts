import { filter, phoneNumber, subscription, team } from "#acs-events";

/** Support answers the text messages to its area code, and acts on every text that comes in. */
export default team("support", { owner: "support@contoso.example" }, (stack) => [
  // The filter of the article: texts to our numbers, and what became of the texts that we sent.
  subscription("inbound-sms", {
    filter: filter({
      eventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.SMSDeliveryReportReceived"],
      subjectBeginsWith: phoneNumber(stack.value("supportNumbers")),
    }),
    endpoint: "support-queue",
  }),
  // Whenever a text is received, whatever the number: update the database, create a work item, push a notification
  // (handlers/sms).
  subscription("sms-actions", {
    filter: filter({ eventTypes: ["Microsoft.Communication.SMSReceived"] }),
    endpoint: "sms-handlers",
  }),
]);
