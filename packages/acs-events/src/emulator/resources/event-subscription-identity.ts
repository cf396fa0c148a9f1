import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { idKey, type StoredResource } from "../stored-resource.ts";
import { systemTopicResource } from "../system-topic-resource.ts";
import type { World } from "./azure.ts";
import { nameOf, parentIdOf } from "./azure-id.ts";
import { list, shown, text } from "./property.ts";
import { codedRefusal, type Refusal, refusal } from "./refusal.ts";
import { roleAssignmentToken } from "./role-assignment.ts";

/** The roles that let an identity write to a destination (Azure documentation, add-identity-roles). */
const writerRoles: Readonly<Record<string, { readonly id: string; readonly name: string }>> = {
  StorageBlob: { id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe", name: "Storage Blob Data Contributor" },
  StorageQueue: { id: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", name: "Storage Queue Data Message Sender" },
  ServiceBusQueue: { id: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", name: "Azure Service Bus Data Sender" },
  ServiceBusTopic: { id: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", name: "Azure Service Bus Data Sender" },
  EventHub: { id: "2b629674-e913-4c01-ae53-ef4638d8f975", name: "Azure Event Hubs Data Sender" },
};

/** Refuses the use of an identity that the topic does not have; `path` is where it is used. */
export function identityRefusals(
  identity: ResourceProperties,
  path: string,
  topic: StoredResource,
  destination: ResourceProperties,
): readonly Refusal[] {
  const type = String(destination["endpointType"]);
  // Azure documentation, add-identity-roles: the others are not in its table.
  if (!Object.hasOwn(writerRoles, type)) {
    const message = `an identity delivers to ${Object.keys(writerRoles).join(", ")}, not to ${shown(type)}`;
    return [refusal("identity-not-used", path, message)];
  }
  if (topic.adopted) return [];
  const had = jsonObject(topic.outputs["identity"]);
  const wanted = text(identity["userAssignedIdentity"]);
  const present =
    wanted === undefined
      ? text(had?.["type"])?.includes("SystemAssigned")
      : Object.keys(jsonObject(had?.["userAssignedIdentities"]) ?? {}).some((id) => idKey(id) === idKey(wanted));
  if (present) return [];
  const which = wanted === undefined ? "system-assigned identity" : `identity ${wanted}`;
  return [refusal("no-identity", path, `the system topic "${nameOf(topic.id)}" has no ${which} to deliver with`)];
}

/** What a subscription writes to with the system-assigned identity of its topic; `path` is where that stands. */
export interface IdentityUse {
  readonly subscriptionId: string;
  readonly destination: ResourceProperties;
  readonly path: string;
}

/**
 * Refuses a subscription whose identity has no role on what it is to write to, or has it since a moment only, where the
 * local Azure was asked to wait for roles. Otherwise a notice says so: deliveries would fail.
 */
export function missingRoleRefusals(use: IdentityUse, topic: StoredResource, world: World): readonly Refusal[] {
  const type = String(use.destination["endpointType"]);
  const role = Object.hasOwn(writerRoles, type) ? writerRoles[type] : undefined;
  const scope = text(use.destination["resourceId"]);
  const { principalId } = systemTopicResource(topic);
  if (role === undefined || scope === undefined || principalId === undefined || !world.store.get(scope)) return [];
  const scopes = scopesAbove(scope);
  const assigned = world.store
    .ofToken(roleAssignmentToken)
    .filter(
      ({ inputs }) =>
        inputs["principalId"] === principalId &&
        scopes.has(idKey(String(inputs["scope"]))) &&
        String(inputs["roleDefinitionId"]).toLowerCase().endsWith(role.id),
    );
  const { roleDelay } = world.behaviour;
  if (roleDelay === undefined) {
    if (assigned.length > 0) return [];
    world.store.notice({
      id: "identity-without-role",
      resourceId: use.subscriptionId,
      message: `The identity of the system topic "${nameOf(topic.id)}" has no role "${role.name}" on ${scope}, to which "${nameOf(use.subscriptionId)}" writes with it.`,
    });
    return [];
  }
  const since = world.now().getTime() - roleDelay;
  if (assigned.some(({ outputs }) => Date.parse(String(outputs["createdOn"])) <= since)) return [];
  const message = `the identity of the system topic "${nameOf(topic.id)}" is not authorized to write to ${scope}. It has no role "${role.name}" there, or got the role only moments ago`;
  return [codedRefusal("identity-without-role", "InvalidRequest", message)];
}

function scopesAbove(scope: string): ReadonlySet<string> {
  const scopes = new Set<string>();
  for (let id: string | undefined = scope; id !== undefined; id = parentIdOf(id)) scopes.add(idKey(id));
  return scopes;
}

/** The identity blocks of a subscription: what uses them, and what is written to with them. */
export function identityUses(inputs: ResourceProperties): readonly {
  readonly path: string;
  readonly identity: ResourceProperties;
  readonly destination: ResourceProperties;
}[] {
  return list([
    ["deliveryWithResourceIdentity", "destination"],
    ["deadLetterWithResourceIdentity", "deadLetterDestination"],
  ]).flatMap((names) => {
    const [outer, inner] = names as [string, string];
    const block = jsonObject(inputs[outer]);
    if (block === undefined) return [];
    const identity = jsonObject(block["identity"]) ?? {};
    return [{ path: `${outer}.identity`, identity, destination: jsonObject(block[inner]) ?? {} }];
  });
}
