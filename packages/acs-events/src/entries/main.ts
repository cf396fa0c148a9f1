/**
 * `acs-events`: what team files and `infra/project.ts` are written with. Nothing in here reads a file or knows Pulumi.
 */
export * from "../filter-builder/index.ts";
export type { SettingsOverrides } from "../plan/delivery-settings.ts";
export { type SubscriptionDeclaration, type SubscriptionOptions, subscription } from "../plan/subscription.ts";
export { defineTeam, type StackView, type Team, type TeamOptions } from "../plan/team.ts";
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
} from "../plan/templates/index.ts";
export {
  defineProject,
  type HandlersModule,
  type LocalSurroundings,
  type ProjectDefinition,
  type ProjectOptions,
  type RulesModule,
  type TeamFunction,
  teamOf,
  type ValuesOf,
} from "../project/definition.ts";
