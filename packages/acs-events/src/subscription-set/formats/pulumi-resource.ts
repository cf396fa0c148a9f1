import { isJsonObject } from "../../json/json-object.ts";
import { type AttachedTo, attachedToOfId, knownTexts, scopeOf, systemTopicOf } from "../attached-to.ts";
import { withoutPulumiMarks } from "../hidden-values.ts";
import type { SubscriptionJson } from "../read-subscription.ts";
import { unnamed } from "../subscription-record.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** `azure-native:eventgrid:SystemTopicEventSubscription` and `…:EventSubscription`, in the default or a named version. */
const type = /^azure-native(?:_\w+)?:eventgrid(?:\/\w+)?:(?:SystemTopic)?EventSubscription$/;
const topicType = /^azure-native(?:_\w+)?:eventgrid(?:\/\w+)?:SystemTopic$/;

/** Whether a resource of a Pulumi state or preview is an event subscription. */
export function isEventSubscription(resource: unknown): resource is JsonObject {
  return isJsonObject(resource) && typeof resource["type"] === "string" && type.test(resource["type"]);
}

/** The system topics among the resources of a state or of one side of a preview, by URN and by name. */
export type PulumiTopics = ReadonlyMap<string, AttachedTo>;

/** Finds the system topics that event subscriptions of the same program belong to. */
export function pulumiTopics(resources: readonly unknown[]): PulumiTopics {
  const topics = new Map<string, AttachedTo>();
  for (const resource of resources) {
    if (!isJsonObject(resource) || typeof resource["type"] !== "string" || !topicType.test(resource["type"])) continue;
    const properties = inputsOf(resource);
    const name = textOf(properties["systemTopicName"]) ?? textOf(outputsOf(resource)["name"]);
    const resourceGroup = textOf(properties["resourceGroupName"]);
    const identity = properties["identity"];
    const urn = textOf(resource["urn"]);
    const topic: AttachedTo = Object.freeze({
      kind: "system-topic",
      ...knownTexts({ name, resourceGroup, reference: urn }),
      ...(textOf(resource["id"])?.startsWith("/") ? systemTopicOf(String(resource["id"])) : {}),
      ...knownTexts({ source: properties["source"], topicType: properties["topicType"] }),
      ...knownTexts({ location: properties["location"] }),
      // An identity that is not known yet has become null in what is read.
      ...(isJsonObject(identity) ? { identity } : "identity" in properties ? {} : { identity: null }),
    });
    if (urn !== undefined) topics.set(urn, topic);
    if (name !== undefined && resourceGroup !== undefined) topics.set(topicKey(resourceGroup, name), topic);
  }
  return topics;
}

/**
 * The subscription that a resource's inputs describe: what the program asked for, which is what Pulumi compares. A
 * resource without inputs, as after an import, is read from its outputs.
 */
export function sourceOf(resource: JsonObject, topics: PulumiTopics): SubscriptionJson {
  const inputs = isJsonObject(resource["inputs"]) ? resource["inputs"] : {};
  const outputs = isJsonObject(resource["outputs"]) ? resource["outputs"] : {};
  const { json, hidden } = withoutPulumiMarks(Object.keys(inputs).length > 0 ? inputs : outputs);
  // A name that is not known yet is marked like any other value; then the program's own name has to do.
  const names = [inputs["eventSubscriptionName"], outputs["name"], inputs["name"]].map((one) =>
    withoutPulumiMarks(one),
  );
  const known = names.filter((one) => one.hidden.length === 0).map((one) => one.json);
  const name = [...known, lastOf(resource["urn"])].find((one): one is string => typeof one === "string" && one !== "");
  const attachedTo = attachedToOf(resource, topics);
  return { json, hidden, name: name ?? unnamed, ...(attachedTo === undefined ? {} : { attachedTo }) };
}

function attachedToOf(resource: JsonObject, topics: PulumiTopics): AttachedTo | undefined {
  const { systemTopicName, resourceGroupName, scope } = inputsOf(resource);
  const byId = attachedToOfId(resource["id"]) ?? (isId(scope) ? scopeOf(scope) : undefined);
  if (byId?.kind === "scope" || String(resource["type"]).endsWith(":EventSubscription"))
    return byId ?? Object.freeze({ kind: "scope" });
  const name = textOf(systemTopicName) ?? byId?.name;
  const resourceGroup = textOf(resourceGroupName) ?? byId?.resourceGroup;
  const topic =
    topics.get(dependencyOf(resource, "systemTopicName") ?? "") ??
    (name === undefined || resourceGroup === undefined ? undefined : topics.get(topicKey(resourceGroup, name)));
  return Object.freeze({
    kind: "system-topic",
    ...knownTexts({ name, resourceGroup, reference: dependencyOf(resource, "systemTopicName") }),
    ...topic,
    ...byId,
  });
}

/** The one resource of the program that an input takes its value from. */
function dependencyOf(resource: JsonObject, input: string): string | undefined {
  const all = resource["propertyDependencies"];
  const urns = isJsonObject(all) ? all[input] : undefined;
  const topics = (Array.isArray(urns) ? urns : []).filter(
    (urn): urn is string => typeof urn === "string" && topicType.test(urn.split("::").at(-2)?.split("$").at(-1) ?? ""),
  );
  return topics.length === 1 ? topics[0] : undefined;
}

/** Without Pulumi's marks, and without what they hide. */
function inputsOf(resource: JsonObject): JsonObject {
  const inputs = isJsonObject(resource["inputs"]) ? resource["inputs"] : {};
  const { json, hidden } = withoutPulumiMarks(Object.keys(inputs).length > 0 ? inputs : outputsOf(resource));
  const shown = isJsonObject(json) ? json : {};
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [
      name,
      hidden.some(({ path }) => path === name || path.startsWith(`${name}.`)) ? null : value,
    ]),
  );
}

function outputsOf(resource: JsonObject): JsonObject {
  return isJsonObject(resource["outputs"]) ? resource["outputs"] : {};
}

function topicKey(resourceGroup: string, name: string): string {
  return `${resourceGroup}/${name}`.toLowerCase();
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("/");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The resource's name in the program, the last part of its URN. */
function lastOf(urn: unknown): string | undefined {
  return typeof urn === "string" ? urn.split("::").at(-1) : undefined;
}
