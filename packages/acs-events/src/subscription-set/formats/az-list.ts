import { isJsonObject } from "../../json/json-object.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** A bare array, with the properties of a subscription either flat or nested. */
export const azList: SubscriptionForm = {
  name: "az-list",
  accepts: "the JSON array that `az eventgrid system-topic event-subscription list -o json` prints",
  recognises: (json) => Array.isArray(json) && (json.length === 0 || json.some(isJsonObject)),
  sources: (json) => ({
    sources: Array.isArray(json) ? json.map((one: unknown) => ({ json: one })) : [],
    findings: [],
  }),
};
