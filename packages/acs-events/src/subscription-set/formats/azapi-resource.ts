import { type AttachedTo, attachedToOfId, isSystemTopicId, knownTexts, systemTopicOf } from "../attached-to.ts";
import { hiddenMark, isHiddenMark } from "../hidden-values.ts";
import { type ReadTerraformResource, terraformScope, topicIdentity } from "./terraform-scope.ts";
import { isBlock, type JsonObject, type TerraformResource } from "./terraform-values.ts";

const subscriptionTypes: ReadonlyMap<string, AttachedTo["kind"]> = new Map([
  ["microsoft.eventgrid/systemtopics/eventsubscriptions", "system-topic"],
  ["microsoft.eventgrid/eventsubscriptions", "scope"],
]);

/** The event subscription that an `azapi_resource` is, in Azure's own JSON; undefined for every other type. */
export function azapiSubscription({ values, references }: TerraformResource): ReadTerraformResource | undefined {
  const kind = subscriptionTypes.get(azureTypeOf(values));
  if (kind === undefined) return undefined;
  const { name, id, parent_id: parent } = values;
  const body = bodyOf(values);
  const attachedTo: AttachedTo =
    attachedToOfId(id) ??
    (kind === "scope"
      ? terraformScope(parent, references["parent_id"])
      : typeof parent === "string" && isSystemTopicId(parent)
        ? systemTopicOf(parent)
        : { kind, ...knownTexts({ reference: references["parent_id"] }) });
  return {
    name,
    json: { ...(isBlock(body) ? body : unseenBody(body)), ...(typeof id === "string" ? { id } : {}) },
    attachedTo,
  };
}

/** Of a body that cannot be read nothing is known: neither that it has a filter nor that it has none. */
function unseenBody(body: unknown): JsonObject {
  const mark = isHiddenMark(body) ? body : hiddenMark("unknown");
  return {
    filter: mark,
    destination: mark,
    deadLetterDestination: mark,
    retryPolicy: mark,
    labels: mark,
    eventDeliverySchema: mark,
  };
}

/** The system topic that an `azapi_resource` is; undefined for every other type. */
export function azapiTopic({ address, values }: TerraformResource): AttachedTo | undefined {
  if (azureTypeOf(values) !== "microsoft.eventgrid/systemtopics") return undefined;
  const { name, id, location } = values;
  const body = bodyOf(values);
  const properties = isBlock(body) && isBlock(body["properties"]) ? body["properties"] : {};
  const ofBody = isBlock(body) && isBlock(body["identity"]) ? body["identity"] : undefined;
  const identity = isHiddenMark(body) ? undefined : (ofBody ?? topicIdentity(values));
  return {
    kind: "system-topic",
    ...knownTexts({ name, reference: address }),
    ...(typeof id === "string" && id.startsWith("/") ? systemTopicOf(id) : {}),
    ...knownTexts({ source: properties["source"], topicType: properties["topicType"], location }),
    ...(identity === undefined ? {} : { identity }),
  };
}

function azureTypeOf({ type }: JsonObject): string {
  return typeof type === "string" ? (type.split("@")[0] ?? "").toLowerCase() : "";
}

/** The body: an object, the JSON text that older versions of the provider take, or a mark. */
function bodyOf({ body }: JsonObject): unknown {
  if (typeof body !== "string") return body;
  try {
    const json: unknown = JSON.parse(body);
    return isBlock(json) ? json : hiddenMark("unknown");
  } catch {
    return hiddenMark("unknown");
  }
}
