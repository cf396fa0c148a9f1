/** What team files and programs write with: filters, subscriptions, templates. */
export * from "./filter-builder/index.ts";
export { subscription } from "./plan/subscription.ts";
export { defineTeam } from "./plan/team.ts";
export {
  callRecordingsReady,
  chatArchive,
  chatModeration,
  emailBouncesAndComplaints,
  emailEngagement,
  incomingCalls,
  jobRouterOffers,
  jobRouterQueueHealth,
  smsDeliveryFailures,
  smsInbox,
  whatsappMessages,
} from "./plan/templates/index.ts";
