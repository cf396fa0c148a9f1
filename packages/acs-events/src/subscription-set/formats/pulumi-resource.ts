import { isJsonObject } from "../../filters/azure-json/json-value.ts";
import { withoutPulumiMarks } from "../hidden-values.ts";
import type { SubscriptionSource } from "../read-subscription.ts";
import { unnamed } from "../subscription-record.ts";

/** `azure-native:eventgrid:SystemTopicEventSubscription` and `…:EventSubscription`, in the default or a named version. */
const type = /^azure-native(?:_\w+)?:eventgrid(?:\/\w+)?:(?:SystemTopic)?EventSubscription$/;

/** Whether a resource of a Pulumi state or preview is an event subscription. */
export function isEventSubscription(resource: unknown): resource is Readonly<Record<string, unknown>> {
  return isJsonObject(resource) && typeof resource["type"] === "string" && type.test(resource["type"]);
}

/**
 * The subscription that a resource's inputs describe: what the program asked for, which is what Pulumi compares. A
 * resource without inputs, as after an import, is read from its outputs.
 */
export function sourceOf(resource: Readonly<Record<string, unknown>>): SubscriptionSource {
  const inputs = isJsonObject(resource["inputs"]) ? resource["inputs"] : {};
  const outputs = isJsonObject(resource["outputs"]) ? resource["outputs"] : {};
  const { json, hidden } = withoutPulumiMarks(Object.keys(inputs).length > 0 ? inputs : outputs);
  // A name that is not known yet is marked like any other value; then the program's own name has to do.
  const names = [inputs["eventSubscriptionName"], outputs["name"], inputs["name"]].map((one) =>
    withoutPulumiMarks(one),
  );
  const known = names.filter((one) => one.hidden.length === 0).map((one) => one.json);
  const name = [...known, lastOf(resource["urn"])].find((one): one is string => typeof one === "string" && one !== "");
  return { json, hidden, name: name ?? unnamed };
}

/** The resource's name in the program, the last part of its URN. */
function lastOf(urn: unknown): string | undefined {
  return typeof urn === "string" ? urn.split("::").at(-1) : undefined;
}
