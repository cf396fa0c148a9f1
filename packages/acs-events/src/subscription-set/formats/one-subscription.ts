import { isJsonObject } from "../../json/json-object.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** What `az … event-subscription show` prints, or a body as it is put to the REST interface with a name. */
export const oneSubscription: SubscriptionForm = {
  name: "one-subscription",
  accepts: "one subscription: an object with name and filter or destination, flat or under properties",
  recognises: (json) => isJsonObject(json) && (isSubscription(json) || isSubscription(json["properties"])),
  sources: (json) => ({ sources: [{ json }], findings: [] }),
};

const destinations = ["destination", "deliveryWithResourceIdentity"];

/** With a destination it is a subscription; a filter alone is one where a name is beside it. */
function isSubscription(json: unknown): boolean {
  if (!isJsonObject(json)) return false;
  if (destinations.some((name) => Object.hasOwn(json, name))) return true;
  return Object.hasOwn(json, "filter") && typeof json["name"] === "string";
}
