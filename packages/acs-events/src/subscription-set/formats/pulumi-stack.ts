import { isJsonObject } from "../../filters/azure-json/json-value.ts";
import { isEventSubscription, pulumiTopics, sourceOf } from "./pulumi-resource.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** The state of a stack. */
export const pulumiStack: SubscriptionForm = {
  name: "pulumi-stack",
  accepts: "what `pulumi stack export` prints",
  recognises: (json) => isJsonObject(json) && isJsonObject(json["deployment"]),
  sources: (json) => {
    const deployment = isJsonObject(json) ? json["deployment"] : undefined;
    const resources = isJsonObject(deployment) ? deployment["resources"] : undefined;
    // A resource marked `delete` is the old one of a replacement that has not been finished.
    const living = (Array.isArray(resources) ? resources : []).filter(
      (one) => isJsonObject(one) && one["delete"] !== true,
    );
    const topics = pulumiTopics(living);
    return { sources: living.filter(isEventSubscription).map((one) => sourceOf(one, topics)), findings: [] };
  },
};
