import { setTimeout as sleep } from "node:timers/promises";
import { isEventSubscriptionToken, topicIdOf } from "../event-subscription-resource.ts";
import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { nameOf } from "./azure-id.ts";
import { codedRefusal, type Refusal } from "./refusal.ts";
import type { ResourceType } from "./resource-type.ts";
import { resourceTypeOf } from "./resource-types.ts";

/** What Azure says to a request to write a resource. */
export type Write =
  /** Nothing has changed. */
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
  | {
      readonly kind: "accepted";
      /** What will be there if nothing fails. */
      readonly resource: StoredResource;
      readonly previous: StoredResource | undefined;
      /** Whether it is done already; else `done` tells. */
      readonly finished: boolean;
      readonly done: Promise<WriteEnd>;
    };

/** What became of an accepted write. `resource`: what is there now. */
export type WriteEnd =
  | { readonly kind: "kept"; readonly resource: StoredResource }
  | { readonly kind: "failed"; readonly resource: StoredResource; readonly refusal: Refusal };

/**
 * Creates the resource `id`, or changes it to `inputs`. The only way into the store, for both: the engine's provider or
 * a client of ARM.
 */
export function beginWrite(type: ResourceType, id: string, asked: ResourceProperties, world: World): Write {
  const existing = world.store.get(id);
  const target = { id, name: nameOf(id), existing };
  const busy = conflictOf(id, world);
  if (busy !== undefined) return { kind: "refused", refusals: [busy] };
  const inputs = type.completed?.(asked, world, target) ?? asked;
  const refusals = type.refusals(inputs, world, target);
  if (refusals.length > 0) return { kind: "refused", refusals };
  const resource = { id, token: type.token, inputs, outputs: type.outputs(inputs, world, target) };
  const accepted = { kind: "accepted", resource, previous: existing } as const;
  const pause = takesTime(type.token, world) ? sleep(writeTime) : undefined;
  const late = type.beforeKept?.(resource, world);
  if (late === undefined) {
    world.store.put(resource);
    return { ...accepted, finished: true, done: Promise.resolve({ kind: "kept", resource }) };
  }
  const end = world.writes.begin({ state: existing === undefined ? "Creating" : "Updating", resource });
  const parent = topicIdOf(id);
  const hasParent = world.store.get(parent) !== undefined;
  const done = Promise.all([late, pause])
    .then(([refusal]): WriteEnd => {
      if (hasParent && world.store.get(parent) === undefined) {
        const gone = codedRefusal("missing-parent", "ParentResourceNotFound", `${parent} was deleted in the meantime`);
        return { kind: "failed", refusal: gone, resource };
      }
      if (refusal !== undefined) return { kind: "failed", refusal, resource: failed(resource, existing, world) };
      world.store.put(resource);
      return { kind: "kept", resource };
    })
    .finally(end);
  return { ...accepted, finished: false, done };
}

/**
 * Azure has accepted the request by the time that it finds out: a new resource stays there as `Failed`, and has to be
 * changed or deleted. One that was there keeps what it had: Azure says of failed operations that the initial state of
 * what they touched is restored (azure-cli's recordings of 2021); a failed change itself is in no recording.
 */
function failed(resource: StoredResource, existing: StoredResource | undefined, world: World): StoredResource {
  if (existing !== undefined && existing.outputs["provisioningState"] !== "Failed") return existing;
  const left = { ...resource, outputs: { ...resource.outputs, provisioningState: "Failed" } };
  world.store.put(left);
  return left;
}

/** What Azure says to a request to delete a resource. `absent`: it was not there, which is not an error. */
export type Removal =
  | { readonly kind: "refused"; readonly resource: StoredResource; readonly refusals: readonly Refusal[] }
  | { readonly kind: "absent" }
  | { readonly kind: "accepted"; readonly resource: StoredResource; readonly done: Promise<void> };

/** Deletes the resource `id` and everything below it. */
export function beginRemoval(id: string, world: World): Removal {
  const resource = world.store.get(id) ?? world.writes.of(id)?.resource;
  if (resource === undefined) return { kind: "absent" };
  const busy = conflictOf(resource.id, world);
  const type = resourceTypeOf(resource.token);
  const refusals = busy === undefined ? (type.refusalsOfDeletion?.(resource, world) ?? []) : [busy];
  if (refusals.length > 0) return { kind: "refused", resource, refusals };
  if (!takesTime(resource.token, world)) {
    world.store.remove(resource.id);
    return { kind: "accepted", resource, done: Promise.resolve() };
  }
  const end = world.writes.begin({ state: "Deleting", resource });
  const done = sleep(writeTime).then(() => {
    world.store.remove(resource.id);
    end();
  });
  return { kind: "accepted", resource, done };
}

/** The resource `id` as a reader sees it now: one that is being written shows so. */
export function currentResource(id: string, world: World): StoredResource | undefined {
  const stored = world.store.get(id);
  const write = world.writes.of(id);
  if (write === undefined) return stored;
  const { outputs, ...rest } = stored ?? write.resource;
  return { ...rest, outputs: { ...outputs, provisioningState: write.state } };
}

/** Real milliseconds that a write takes where conflicts are asked for: long enough for another one to meet it. */
const writeTime = 50;

function takesTime(token: string, world: World): boolean {
  return world.behaviour.conflicts === true && isEventSubscriptionToken(token);
}

/** One resource is written by one request at a time; one topic too, where conflicts are asked for (Azure/bicep#2549). */
function conflictOf(id: string, world: World): Refusal | undefined {
  if (world.writes.of(id) !== undefined) {
    return codedRefusal("write-under-way", "Conflict", `another operation on ${id} is in progress`);
  }
  const topic = topicIdOf(id);
  if (topic === id || world.behaviour.conflicts !== true || world.writes.onTopic(topic) === 0) return undefined;
  return codedRefusal("topic-busy", "Conflict", `another event subscription of ${topic} is being written or deleted`);
}
