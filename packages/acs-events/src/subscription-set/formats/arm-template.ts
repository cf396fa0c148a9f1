import { finding } from "../../filter-rules/finding-definitions.ts";
import { isJsonObject, shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { withoutExpressions } from "../hidden-values.ts";
import type { SubscriptionSource } from "../read-subscription.ts";
import { readingFindings } from "../reading-findings.ts";
import { isExpression, unnamed } from "../subscription-record.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** A template of the Azure Resource Manager, as people write it or as Bicep compiles it, with its nested deployments. */
export const armTemplate: SubscriptionForm = {
  name: "arm-template",
  accepts:
    "an ARM template, or a Bicep file compiled to one, with resources of type Microsoft.EventGrid/…/eventSubscriptions",
  recognises: (json) =>
    isJsonObject(json) &&
    ((typeof json["$schema"] === "string" && /deploymentTemplate\.json/i.test(json["$schema"])) ||
      resourcesOf(json).some(
        (one) => isJsonObject(one) && typeof one["type"] === "string" && /^microsoft\./i.test(one["type"]),
      )),
  sources: (json) => {
    const sources: SubscriptionSource[] = [];
    const findings: Finding[] = [];
    for (const resource of eventSubscriptions(json)) {
      const { json: seen, hidden } = withoutExpressions(resource);
      const name = nameOf(resource["name"]);
      // A computed name is kept as its expression: it still tells one subscription from another.
      sources.push({ json: seen, name, hidden: hidden.filter(({ path }) => path !== "name") });
      if (resource["copy"] !== undefined) {
        const message = `The template makes several subscriptions of ${shown(name)} with a copy loop; here it is read as one.`;
        findings.push(finding(readingFindings, "template-copy-loop", { message, path: "copy", value: name }));
      }
    }
    return { sources, findings };
  },
};

const types = [
  "microsoft.eventgrid/systemtopics/eventsubscriptions",
  "microsoft.eventgrid/eventsubscriptions",
] as const;

/** Whether the type is that of an event subscription of a system topic, of any scope, or of a source in the older way. */
function isEventSubscription(type: string): boolean {
  const lower = type.toLowerCase();
  return types.some((one) => one === lower) || lower.endsWith("/providers/eventsubscriptions");
}

/** All event subscriptions of a template in their order, those in child resources and nested deployments too. */
function eventSubscriptions(template: unknown): JsonObject[] {
  const found: JsonObject[] = [];
  const waiting: { readonly resource: unknown; readonly parent: string }[] = [];
  const add = (resources: readonly unknown[], parent: string): void => {
    for (const resource of resources.toReversed()) waiting.push({ resource, parent });
  };
  add(resourcesOf(template), "");
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { resource, parent } = next;
    if (!isJsonObject(resource) || resource["existing"] === true) continue;
    const own = typeof resource["type"] === "string" ? resource["type"] : "";
    const type = parent === "" || own.includes(".") ? own : `${parent}/${own}`;
    if (isEventSubscription(type)) found.push(resource);
    const properties = resource["properties"];
    if (isJsonObject(properties)) add(resourcesOf(properties["template"]), "");
    add(resourcesOf(resource), type);
  }
  return found;
}

/** An array, or an object by symbolic name since language version 2.0. */
function resourcesOf(json: unknown): readonly unknown[] {
  const resources = isJsonObject(json) ? json["resources"] : undefined;
  if (Array.isArray(resources)) return resources;
  return isJsonObject(resources) ? Object.values(resources) : [];
}

/** A resource that does not stand inside its topic is called `topic/subscription`. */
function nameOf(name: unknown): string {
  if (typeof name !== "string") return unnamed;
  return isExpression(name) ? name : name.split("/").at(-1) || unnamed;
}
