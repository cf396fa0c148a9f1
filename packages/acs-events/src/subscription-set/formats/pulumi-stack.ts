import { shown } from "../../filters/azure-json/json-value.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { isEventSubscription, pulumiTopics, sourceOf } from "./pulumi-resource.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** The state of a stack. */
export const pulumiStack: SubscriptionForm = {
  name: "pulumi-stack",
  accepts: "what `pulumi stack export` prints",
  recognises: (json) => isJsonObject(json) && isJsonObject(json["deployment"]),
  broken: (json) => {
    const deployment = isJsonObject(json) && isJsonObject(json["deployment"]) ? json["deployment"] : {};
    const { resources, manifest } = deployment;
    // A stack without resources omits the list; it still has a manifest.
    if (resources === undefined && isJsonObject(manifest)) return undefined;
    if (!Array.isArray(resources)) return `deployment.resources is ${shown(resources)} and not a list`;
    const at = resources.findIndex((one) => !isJsonObject(one) || typeof one["type"] !== "string");
    return at === -1 ? undefined : `deployment.resources[${at}] is not a resource with a type`;
  },
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
