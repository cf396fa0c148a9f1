import { shown } from "../../filters/azure-json/json-value.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { withoutMarks } from "../hidden-values.ts";
import type { SubscriptionJson } from "../read-subscription.ts";
import { templateAttachments } from "../template/template-attachments.ts";
import { templateResources } from "../template/template-resources.ts";
import { lastSegment, withMarks, writtenAs } from "../template/template-value.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** A template of the Azure Resource Manager, as people write it, the portal exports it or Bicep compiles it. */
export const armTemplate: SubscriptionForm = {
  name: "arm-template",
  accepts:
    "an ARM template, the portal's export, or a Bicep file compiled to one, with resources of type Microsoft.EventGrid/…/eventSubscriptions",
  recognises: (json) => isTemplate(templateIn(json)),
  broken: (json) => {
    const { resources } = templateIn(json);
    if (resources === undefined || resources === null) return undefined;
    if (!Array.isArray(resources) && !isJsonObject(resources)) {
      return `resources is ${shown(resources)} and neither a list nor an object`;
    }
    const at = Object.entries(resources).find(([, one]) => !isJsonObject(one));
    return at === undefined ? undefined : `resources[${at[0]}] is not an object`;
  },
  sources: (json, { parameters = new Map() } = {}) => {
    const { resources, findings } = templateResources(templateIn(json), parameters);
    const attachedTo = templateAttachments(resources);
    const subscriptions = resources.filter(
      ({ type, json: one }) => isEventSubscription(type) && one["existing"] !== true,
    );
    const sources = subscriptions.map((resource): SubscriptionJson => {
      const { name, ...rest } = resource.json;
      const { json: seen, hidden } = withoutMarks(withMarks(rest));
      const own = lastSegment(name);
      const naming =
        name === undefined
          ? {}
          : typeof own === "string" && own !== ""
            ? { name: own }
            : { name: resource.place, unknownName: { written: writtenAs(name) } };
      return { json: seen, hidden, ...naming, attachedTo: attachedTo(resource) };
    });
    return { sources, findings };
  },
};

function isTemplate(json: Readonly<Record<string, unknown>>): boolean {
  return (
    (typeof json["$schema"] === "string" && /deploymentTemplate\.json/i.test(json["$schema"])) ||
    resourcesOf(json).some(
      (one) => isJsonObject(one) && typeof one["type"] === "string" && /^microsoft\./i.test(one["type"]),
    )
  );
}

/** The template itself, also where it is in what exports it: a deployment, a template spec. */
function templateIn(json: unknown): Readonly<Record<string, unknown>> {
  if (!isJsonObject(json)) return {};
  const properties = isJsonObject(json["properties"]) ? json["properties"] : {};
  const inner = [json["template"], properties["template"], properties["mainTemplate"]].find(
    (one): one is Readonly<Record<string, unknown>> => isJsonObject(one) && isTemplate(one),
  );
  return inner ?? json;
}

const types = [
  "microsoft.eventgrid/systemtopics/eventsubscriptions",
  "microsoft.eventgrid/eventsubscriptions",
] as const;

/** Whether the type is that of an event subscription of a system topic, of any scope, or of a source in the older way. */
function isEventSubscription(type: string): boolean {
  const lower = type.toLowerCase();
  return types.some((one) => one === lower) || lower.endsWith("/providers/eventsubscriptions");
}

/** An array, or an object by symbolic name since language version 2.0. */
function resourcesOf(json: unknown): readonly unknown[] {
  const resources = isJsonObject(json) ? json["resources"] : undefined;
  if (Array.isArray(resources)) return resources;
  return isJsonObject(resources) ? Object.values(resources) : [];
}
