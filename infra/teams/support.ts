import { filter, phoneNumber, subscription, team } from "#acs-events";

/** Support answers text messages to the numbers of its area code. */
export default team("support", { owner: "support@contoso.example" }, (stack) => [
  // The filter of the article: texts to our numbers, and what became of the texts that we sent.
  subscription("inbound-sms", {
    filter: filter({
      eventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.SMSDeliveryReportReceived"],
      subjectBeginsWith: phoneNumber(stack.value("supportNumbers")),
    }),
    endpoint: "support-queue",
  }),
  // For every text: update the database, create a work item, push a notification (handlers/sms).
  subscription("sms-actions", {
    filter: filter({
      eventTypes: ["Microsoft.Communication.SMSReceived"],
      subjectBeginsWith: phoneNumber(stack.value("supportNumbers")),
    }),
    endpoint: "sms-handlers",
  }),
]);
