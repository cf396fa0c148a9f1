/**
 * What a team file needs, and nothing else: `import { filter, subscription, team } from "#acs-events";`
 */

import type { SubscriptionDeclaration } from "../packages/acs-events/src/plan/subscription.ts";
import { defineTeam, type StackView, type Team, type TeamOptions } from "../packages/acs-events/src/plan/team.ts";
import type { StackValues } from "./config/values.ts";

export * from "../packages/acs-events/src/filter-builder/index.ts";
export { subscription } from "../packages/acs-events/src/plan/subscription.ts";
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
} from "../packages/acs-events/src/plan/templates/index.ts";

/**
 * The subscriptions of one team; the default export of its file in `infra/teams`. `declare` is asked once for every
 * stack; what differs between stacks it takes from `stack.value("…")`, typed by `infra/config/values.ts`.
 */
export function team(
  name: string,
  options: TeamOptions,
  declare: (stack: StackView<StackValues>) => readonly SubscriptionDeclaration[],
): Team<StackValues> {
  return defineTeam(name, options, declare);
}
