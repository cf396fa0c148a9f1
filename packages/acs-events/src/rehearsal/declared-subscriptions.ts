import type { DeclaredSubscriptions } from "../emulator/dashboard/declared-at.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";

/** Where the team files of a project in `root` declare what is deployed at the moment. */
export function declaredSubscriptions(
  root: string,
  deployed: () => readonly Pick<PlannedSubscription, "name" | "declaredAt">[],
): DeclaredSubscriptions {
  return Object.freeze({
    root,
    at: (subscription: string) => deployed().find(({ name }) => name === subscription)?.declaredAt,
  });
}
