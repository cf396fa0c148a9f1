import { isJsonObject } from "../../json/json-object.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** Our own plan: the az form with the team and owner of each subscription; alone, or as the `subscriptions` of an object. */
export const plan: SubscriptionForm = {
  name: "plan",
  accepts: "a plan of this repository: infra/plans/<stack>/<team>.json, or what `npx acs-events plan` prints",
  recognises: (json) => {
    const list = subscriptionsOf(json);
    if (list === undefined) return false;
    return !Array.isArray(json) || (list.length > 0 && list.every((one) => isJsonObject(one) && isPlanned(one)));
  },
  sources: (json) => ({ sources: (subscriptionsOf(json) ?? []).map((one) => ({ json: one })), findings: [] }),
};

function subscriptionsOf(json: unknown): readonly unknown[] | undefined {
  if (Array.isArray(json)) return json;
  const list = isJsonObject(json) ? json["subscriptions"] : undefined;
  return Array.isArray(list) ? list : undefined;
}

function isPlanned(one: Readonly<Record<string, unknown>>): boolean {
  return typeof one["team"] === "string" && typeof one["owner"] === "string";
}
