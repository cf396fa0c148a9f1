import type { SubscriptionSet } from "../subscription-set/subscription-set.ts";
import { UserError } from "../text/user-error.ts";
import { instead } from "./unknown-name.ts";

/** The subscriptions of one team, or one of them. Throws a `UserError` for a name that the set does not have. */
export function onlyThese(
  set: SubscriptionSet,
  { team, subscription }: { readonly team?: string; readonly subscription?: string },
): SubscriptionSet {
  const teams = [...new Set(set.subscriptions.flatMap((one) => (one.team === undefined ? [] : [one.team])))];
  if (team !== undefined && !teams.includes(team)) {
    throw new UserError(`No subscription belongs to a team "${team}"; ${instead(team, teams)}`);
  }
  const ofTeam = set.subscriptions.filter((one) => team === undefined || one.team === team);
  const names = ofTeam.map(({ name }) => name);
  if (subscription !== undefined && !names.includes(subscription)) {
    throw new UserError(`There is no subscription "${subscription}"; ${instead(subscription, names)}`);
  }
  return { ...set, subscriptions: ofTeam.filter(({ name }) => subscription === undefined || name === subscription) };
}
