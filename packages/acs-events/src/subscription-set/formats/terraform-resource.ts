import { type AttachedTo, attachedToOfId, knownTexts, systemTopicOf } from "../attached-to.ts";
import { isHiddenMark, withoutMarks } from "../hidden-values.ts";
import type { SubscriptionJson } from "../read-subscription.ts";
import type { HiddenValue } from "../subscription-record.ts";
import { azapiSubscription, azapiTopic } from "./azapi-resource.ts";
import { withoutIndexes } from "./terraform-configuration.ts";
import { terraformDestination } from "./terraform-destination.ts";
import { terraformFilter } from "./terraform-filter.ts";
import {
  type ReadTerraformResource,
  sourceTypeOfReference,
  terraformScope,
  topicIdentity,
  topicType,
} from "./terraform-scope.ts";
import { azapiUpdateType, unreadAttributes, updatesOf } from "./terraform-unread.ts";
import {
  blockOf,
  given,
  isBlock,
  type JsonObject,
  listOf,
  type TerraformResource,
  withoutAbsent,
} from "./terraform-values.ts";

/** Resources that `subscriptionsOf` and `topicsOf` read. */
export function isOfInterest(type: string): boolean {
  return subscriptionTypes.has(type) || type === topicType || type === azapiType || type === azapiUpdateType;
}

const subscriptionTypes: ReadonlyMap<string, AttachedTo["kind"]> = new Map([
  ["azurerm_eventgrid_system_topic_event_subscription", "system-topic"],
  ["azurerm_eventgrid_event_subscription", "scope"],
]);
const azapiType = "azapi_resource";

/** The event subscriptions among resources, in their order, each with what the same input says of its topic. */
export function subscriptionsOf(resources: readonly TerraformResource[]): readonly TerraformSubscription[] {
  const topics = topicsOf(resources);
  const updates = updatesOf(resources);
  return resources.flatMap((resource): TerraformSubscription[] => {
    const read = subscriptionOf(resource);
    if (read === undefined) return [];
    const { name, json, attachedTo } = read;
    const seen = withoutMarks(json);
    const known = typeof name === "string" && name !== "";
    const written = isHiddenMark(name)
      ? { why: name.why, ...(name.text === undefined ? {} : { written: name.text }) }
      : {};
    const ids = [json["id"], withoutIndexes(resource.address)].map((one) => String(one).toLowerCase());
    const unread = {
      ...(resource.type === azapiType ? {} : unreadAttributes(resource.values)),
      ...Object.assign({}, ...ids.map((one) => updates.get(one))),
    };
    const source: SubscriptionJson = {
      ...seen,
      ...(Object.keys(unread).length === 0 ? {} : { unread }),
      hidden: [...seen.hidden, ...conditionOf(resource)],
      name: known ? name : resource.address,
      ...(known ? {} : { unknownName: written }),
      attachedTo: withTopic(attachedTo, topics),
    };
    return [{ address: resource.address, json, source }];
  });
}

/** A number of instances that is not known may be none. */
function conditionOf({ values }: TerraformResource): readonly HiddenValue[] {
  return ["count", "for_each"].flatMap((name): HiddenValue[] => {
    const value = values[name];
    if (!isHiddenMark(value)) return [];
    return [{ path: "condition", why: "expression", ...(value.text === undefined ? {} : { text: value.text }) }];
  });
}

export interface TerraformSubscription {
  readonly address: string;
  /** Azure's JSON, flat, with marks. */
  readonly json: JsonObject;
  readonly source: SubscriptionJson;
}

function subscriptionOf(resource: TerraformResource): ReadTerraformResource | undefined {
  const { type, values, references } = resource;
  if (type === azapiType) return azapiSubscription(resource);
  const kind = subscriptionTypes.get(type);
  if (kind === undefined) return undefined;
  const byId = attachedToOfId(values["id"]);
  const attachedTo: AttachedTo =
    kind === "system-topic"
      ? {
          kind,
          ...knownTexts({
            name: values["system_topic"],
            resourceGroup: values["resource_group_name"],
            reference: references["system_topic"],
          }),
          ...byId,
        }
      : (byId ?? terraformScope(values["scope"], references["scope"]));
  return { name: values["name"], json: subscriptionJson(values), attachedTo };
}

function subscriptionJson(values: JsonObject): JsonObject {
  const destination = terraformDestination(values);
  const deadLetter = blockOf(values, "storage_blob_dead_letter_destination");
  const deadLetterDestination = isBlock(deadLetter)
    ? {
        endpointType: "StorageBlob",
        resourceId: deadLetter["storage_account_id"],
        blobContainerName: deadLetter["storage_blob_container_name"],
      }
    : deadLetter;
  const retry = blockOf(values, "retry_policy");
  return withoutAbsent({
    filter: terraformFilter(values),
    ...withIdentity(values, "delivery_identity", "deliveryWithResourceIdentity", "destination", destination),
    ...withIdentity(
      values,
      "dead_letter_identity",
      "deadLetterWithResourceIdentity",
      "deadLetterDestination",
      deadLetterDestination,
    ),
    retryPolicy: isBlock(retry)
      ? withoutAbsent({
          maxDeliveryAttempts: retry["max_delivery_attempts"],
          eventTimeToLiveInMinutes: retry["event_time_to_live"],
        })
      : retry,
    eventDeliverySchema: given(values["event_delivery_schema"]),
    labels: listOf(values["labels"]),
    expirationTimeUtc: given(values["expiration_time_utc"]),
    id: typeof values["id"] === "string" ? values["id"] : undefined,
  });
}

function withIdentity(
  values: JsonObject,
  block: string,
  around: string,
  name: string,
  inner: unknown,
): Readonly<Record<string, unknown>> {
  const identity = blockOf(values, block);
  if (identity === undefined) return { [name]: inner };
  if (!isBlock(identity)) return { [around]: identity };
  const { type, user_assigned_identity: userAssignedIdentity } = identity;
  return {
    [around]: { identity: withoutAbsent({ type, userAssignedIdentity: given(userAssignedIdentity) }), [name]: inner },
  };
}

/** What the system topics among the resources say, by address and by group and name. */
function topicsOf(resources: readonly TerraformResource[]): ReadonlyMap<string, AttachedTo> {
  const topics = new Map<string, AttachedTo>();
  for (const resource of resources) {
    const topic =
      resource.type === azapiType ? azapiTopic(resource) : resource.type === topicType ? topicOf(resource) : undefined;
    if (topic === undefined) continue;
    const address = withoutIndexes(resource.address);
    const other = topics.get(address);
    topics.set(address, other === undefined ? topic : whatBothSay(topic, other));
    if (topic.name !== undefined && topic.resourceGroup !== undefined)
      topics.set(`${topic.resourceGroup}/${topic.name}`.toLowerCase(), topic);
  }
  return topics;
}

/** References do not say which instance of a topic they mean: what several instances have in common is true of it. */
function whatBothSay(a: AttachedTo, b: AttachedTo): AttachedTo {
  const same = Object.entries(a).filter(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(b[name as keyof AttachedTo]),
  );
  return { ...Object.fromEntries(same), kind: "system-topic" };
}

function topicOf({ address, values, references }: TerraformResource): AttachedTo {
  const { name, resource_group_name: resourceGroup, topic_type: type, location, id } = values;
  const sourceName = ["source_resource_id", "source_arm_resource_id"].find((one) => given(values[one]) !== undefined);
  const source = sourceName === undefined ? undefined : values[sourceName];
  const sourceType = sourceTypeOfReference(references[sourceName ?? ""]);
  const identity = topicIdentity(values);
  return {
    kind: "system-topic",
    ...knownTexts({ name, resourceGroup, reference: address }),
    ...(typeof id === "string" ? systemTopicOf(id) : {}),
    ...knownTexts({ source, sourceType, topicType: type, location }),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** What a subscription belongs to, together with what the topic's own resource says. */
function withTopic(attachedTo: AttachedTo, topics: ReadonlyMap<string, AttachedTo>): AttachedTo {
  if (attachedTo.kind !== "system-topic") return Object.freeze(attachedTo);
  const { name, resourceGroup, reference } = attachedTo;
  const byName =
    name === undefined || resourceGroup === undefined
      ? undefined
      : topics.get(`${resourceGroup}/${name}`.toLowerCase());
  return Object.freeze({ ...(topics.get(reference ?? "") ?? byName), ...attachedTo });
}
