import { z } from "zod";
import { jsonObject } from "../../json/json-object.ts";
import { isEventSubscriptionToken, topicIdOf } from "../event-subscription-resource.ts";
import { isIdOf } from "../resources/azure-id.ts";
import { without } from "../resources/property.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { resourceTypeOf } from "../resources/resource-types.ts";
import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import { subscriptionInputs, subscriptionProperties } from "./event-subscription-json.ts";

/** Properties of a resource that stand beside `properties` in ARM's JSON. */
const besides = [
  "location",
  "tags",
  "identity",
  "sku",
  "kind",
  "zones",
  "plan",
  "managedBy",
  "extendedLocation",
  "etag",
] as const;

const json = z.record(z.string(), z.unknown());

/** Reads a body: an object without its nulls, which stand for absent values. Undefined where it is none. */
export function parseBody(text: string): ResourceProperties | undefined {
  try {
    const parsed = json.safeParse(JSON.parse(text));
    return parsed.success ? withoutNulls(parsed.data) : undefined;
  } catch {
    return undefined;
  }
}

/** The body of a PUT as inputs of azure-native, in which everything stands on one level. */
export function inputsOf(type: ResourceType, id: string, body: ResourceProperties): ResourceProperties {
  const properties = jsonObject(body["properties"]) ?? {};
  const flat = isEventSubscriptionToken(type.token) ? subscriptionInputs(properties) : properties;
  return { ...besidesOf(body), ...flat, ...type.inputsOfId(id) };
}

/** The body of a PATCH as the inputs that it changes. A subscription's has no `properties` around them. */
export function changesOf(type: ResourceType, body: ResourceProperties): ResourceProperties {
  const { properties, ...rest } = body;
  if (isEventSubscriptionToken(type.token)) return subscriptionInputs({ ...rest, ...jsonObject(properties) });
  return { ...besidesOf(rest), ...jsonObject(properties) };
}

function besidesOf(body: ResourceProperties): ResourceProperties {
  const given = Object.fromEntries(
    besides.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  );
  const identity = jsonObject(given["identity"]);
  const assigned = jsonObject(identity?.["userAssignedIdentities"]);
  if (assigned === undefined) return given;
  return { ...given, identity: { ...identity, userAssignedIdentities: Object.keys(assigned) } };
}

export interface JsonOptions {
  readonly apiVersion: string;
  /** The answer to a PUT or PATCH. */
  readonly answersWrite?: boolean;
  /** In place of what the outputs say. */
  readonly provisioningState?: string | undefined;
}

/** A resource as ARM answers it. */
export function resourceJson({ id, token, outputs }: StoredResource, options: JsonOptions): ResourceProperties {
  const type = resourceTypeOf(token);
  const state = options.provisioningState ?? outputs["provisioningState"];
  if (isEventSubscriptionToken(token)) return subscriptionJson(id, outputs, state, type, options);
  const { name, type: azureType, azureApiVersion: _, properties, ...rest } = outputs;
  const inner = jsonObject(properties) ?? without(rest, [...besides, "systemData"]);
  const isTopic = type.azureType === "Microsoft.EventGrid/systemTopics";
  return {
    properties: state === undefined ? inner : { ...inner, provisioningState: state },
    // Recorded without in this version alone.
    ...(isTopic && options.apiVersion !== "2020-10-15-preview" ? { systemData: null } : {}),
    ...(rest["identity"] === undefined ? {} : { identity: identityJson(rest["identity"]) }),
    ...without(
      rest,
      Object.keys(rest).filter((one) => one === "identity" || !besides.some((known) => known === one)),
    ),
    ...(isTopic && rest["tags"] === undefined ? { tags: null } : {}),
    id,
    name,
    type: azureType,
  };
}

function subscriptionJson(
  id: string,
  outputs: ResourceProperties,
  state: unknown,
  type: ResourceType,
  { answersWrite = false }: JsonOptions,
): ResourceProperties {
  const partner = answersWrite && isIdOf(topicIdOf(id), "Microsoft.EventGrid/partnerTopics");
  return {
    properties: subscriptionProperties(outputs, state),
    systemData: null,
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    // Recorded so of partner topics.
    type: partner ? "Microsoft.EventGrid/systemTopics/eventSubscriptions" : type.azureType,
  };
}

function identityJson(identity: unknown): ResourceProperties {
  const { type, principalId = null, tenantId = null, userAssignedIdentities = null } = jsonObject(identity) ?? {};
  return { type, principalId, tenantId, userAssignedIdentities };
}

function withoutNulls(value: ResourceProperties): ResourceProperties {
  const entries = Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, plain(one)] as const]));
  return Object.fromEntries(entries);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  const inner = jsonObject(value);
  return inner === undefined ? value : withoutNulls(inner);
}
