import { localSettings } from "../resources/azure.ts";
import { azureTypeOf } from "../resources/azure-id.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { resourceTypes } from "../resources/resource-types.ts";
import { topicTypeOfScope } from "../resources/topic-type.ts";
import { currentResource } from "../resources/write.ts";
import { action } from "./actions.ts";
import { type ArmReply, errorAnswer, ok } from "./answer.ts";
import { versionProblem } from "./api-versions.ts";
import { extensionSubscriptions, hangsOnScope, listAnswer, resourcesBelow } from "./lists.ts";
import { noGroup, notFound } from "./not-found.ts";
import { type ArmPath, parsePath } from "./path.ts";
import type { ArmContext, ArmRequest, VersionedRequest } from "./request.ts";
import { resourceJson } from "./resource-json.ts";
import { eventTypesJson, topicTypesAnswer } from "./topic-types.ts";
import { patch, put, remove } from "./write.ts";

/** Answers one request to ARM. Nobody needs a login, and every Azure subscription is taken to be there. */
export function answer(request: ArmRequest, context: ArmContext): ArmReply {
  const path = parsePath(request.path);
  if (path === undefined) return errorAnswer(400, "InvalidRequest", `${request.path} is not a path of ARM.`);
  const apiVersion = request.query.get("api-version") ?? "";
  const problem = versionProblem(apiVersion, path.namespace, path.types.join("/"));
  if (problem !== undefined) return problem;
  const versioned = { ...request, apiVersion };
  if (path.namespace === undefined) return withoutProvider(path, versioned, context);
  return special(path, versioned, context) ?? ofType(path, versioned, context);
}

const groupType = resourceTypes.find(({ azureType }) => azureType === "Microsoft.Resources/resourceGroups");

/** Resource groups and Azure subscriptions, whose ids name no provider. */
function withoutProvider(path: ArmPath, request: VersionedRequest, context: ArmContext): ArmReply {
  const segments = path.scope.split("/").slice(1);
  if (groupType === undefined || segments.length < 3) return subscriptionsAnswer(path, request);
  const id = `/subscriptions/${path.subscription ?? ""}/resourceGroups/${path.resourceGroup ?? ""}`;
  if (path.resourceGroup !== undefined && segments.length === 4) return onResource(groupType, id, request, context);
  if (segments.length === 3 && segments[2]?.toLowerCase() === "resourcegroups" && request.method === "GET") {
    return listAnswer(resourcesBelow(groupType, `/subscriptions/${path.subscription}`, context.world), request);
  }
  if (segments.length === 5 && segments[4]?.toLowerCase() === "resources" && request.method === "GET") {
    return listAnswer(
      context.world.store.all().filter(({ id: one }) => isBelow(one, id)),
      request,
    );
  }
  return unknownPath(request);
}

function isBelow(id: string, parent: string): boolean {
  return id.toLowerCase().startsWith(`${parent.toLowerCase()}/`);
}

/** What Event Grid has beside resources: topic types, operations, lists by place or type. */
function special(path: ArmPath, request: VersionedRequest, { world, operations }: ArmContext): ArmReply | undefined {
  if (path.namespace?.toLowerCase() !== "microsoft.eventgrid" || request.method !== "GET") return undefined;
  const types = path.types.map((type) => type.toLowerCase());
  const [first, second] = types;
  const [name = "", operation = ""] = path.names;
  if (first === "topictypes" && second !== "eventsubscriptions" && types.length <= 2) {
    return topicTypesAnswer(types, path.names, world);
  }
  if (first === "locations" && second === "operationsstatus") {
    return operations.status(operation, request.path) ?? errorAnswer(404, "ResourceNotFound", "Operation not found.");
  }
  if (first === "eventtypes" && path.names.length === 0) {
    const topicType = topicTypeOfScope(path.scope, world);
    return ok(topicType === undefined ? { value: [] } : eventTypesJson(topicType));
  }
  const type = resourceTypes.find(hangsOnScope);
  if (type === undefined || types.at(-1) !== "eventsubscriptions" || path.names.length >= types.length)
    return undefined;
  if (first === "topictypes") {
    return listAnswer(extensionSubscriptions(type, path.scope, world, { topicType: name }), request);
  }
  if (first === "locations") {
    const filter = types.length === 3 ? { location: name, topicType: operation } : { location: name };
    return listAnswer(extensionSubscriptions(type, path.scope, world, filter), request);
  }
  return undefined;
}

function ofType(path: ArmPath, request: VersionedRequest, context: ArmContext): ArmReply {
  const { world } = context;
  const { types, names, scope, namespace = "" } = path;
  const isAction = request.method === "POST";
  const own = isAction ? types.slice(0, -1) : types;
  const type = typeNamed([namespace, ...own].join("/"));
  if (type === undefined) return unknownType(namespace, own, request);
  if (own.length === names.length) {
    const id = canonicalId(path, type, own.length);
    if (!isAction) return onResource(type, id, request, context);
    const resource = currentResource(id, world);
    if (resource === undefined) return notFound(type, id, world);
    return action(types.at(-1) ?? "", resource) ?? unknownPath(request);
  }
  if (request.method !== "GET" || own.length !== names.length + 1) return unknownPath(request);
  if (path.resourceGroup !== undefined && world.store.get(groupId(path)) === undefined) {
    return noGroup(path.resourceGroup);
  }
  if (hangsOnScope(type)) return listAnswer(extensionSubscriptions(type, scope, world), request);
  const parent = names.length === 0 ? scope : canonicalId(path, type, names.length);
  return listAnswer(resourcesBelow(type, parent, world), request);
}

function onResource(type: ResourceType, id: string, request: VersionedRequest, context: ArmContext): ArmReply {
  switch (request.method) {
    case "PUT":
      return put(type, id, request, context);
    case "PATCH":
      return patch(type, id, request, context);
    case "DELETE":
      return remove(id, request, context);
    case "GET": {
      const resource = currentResource(id, context.world);
      if (resource === undefined) return notFound(type, id, context.world);
      return ok(resourceJson(resource, request));
    }
    case "HEAD":
      return { status: currentResource(id, context.world) === undefined ? 404 : 204 };
    default:
      return unknownPath(request);
  }
}

function groupId({ subscription, resourceGroup }: ArmPath): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
}

function typeNamed(azureType: string): ResourceType | undefined {
  return resourceTypes.find((type) => type.azureType.toLowerCase() === azureType.toLowerCase());
}

/** The id with keywords and types in Azure's own case; names stay as they were written. */
function canonicalId({ scope, names }: ArmPath, { azureType }: ResourceType, steps: number): string {
  const [namespace, ...types] = azureType.split("/");
  const path = types.slice(0, steps).flatMap((type, index) => [type, names[index]]);
  return `${canonicalScope(scope)}/providers/${namespace}/${path.join("/")}`;
}

function canonicalScope(scope: string): string {
  return scope
    .replace(/^\/subscriptions\//i, "/subscriptions/")
    .replace(/^(\/subscriptions\/[^/]+)\/resourcegroups\//i, "$1/resourceGroups/")
    .replace(/\/providers\//gi, "/providers/");
}

function unknownType(namespace: string, types: readonly string[], { apiVersion }: VersionedRequest): ArmReply {
  const known = resourceTypes.map(({ azureType }) => azureType).join(", ");
  const message = `The resource type '${types.join("/")}' could not be found in the namespace '${namespace}' for api version '${apiVersion}': the local Azure has ${known}.`;
  return errorAnswer(404, "InvalidResourceType", message);
}

function unknownPath({ method, path }: VersionedRequest): ArmReply {
  const about = azureTypeOf(path) ?? path;
  return errorAnswer(404, "NotFound", `The local Azure does not answer ${method} of ${about}.`);
}

/** Answers `/subscriptions` and `/subscriptions/{id}`, which clients ask before anything else. Any id is taken. */
function subscriptionsAnswer({ scope, subscription }: ArmPath, { method, path }: VersionedRequest): ArmReply {
  const depth = scope.split("/").length - 1;
  const plural = scope.toLowerCase() === "/subscriptions";
  if (method === "GET" && plural) return ok({ value: [subscriptionJson(localSettings.subscriptionId)] });
  if (method === "GET" && depth === 2 && subscription !== undefined) return ok(subscriptionJson(subscription));
  return errorAnswer(404, "NotFound", `The local Azure does not answer ${method} of ${path}.`);
}

function subscriptionJson(subscriptionId: string): unknown {
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId: localSettings.tenantId,
    displayName: "Local Azure",
    state: "Enabled",
  };
}
