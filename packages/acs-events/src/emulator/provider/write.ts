import type { World } from "../resources/azure.ts";
import { renderRefusals } from "../resources/refusal.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { isKnownType, resourceTypeOf } from "../resources/resource-types.ts";
import { noticeOfUnknownType } from "../resources/unknown-type.ts";
import type { Properties, StoredResource } from "../stored-resource.ts";
import { failure } from "./failure.ts";
import { previewedOutputs } from "./previewed-outputs.ts";
import {
  type CreateRequest,
  type CreateResponse,
  type DeleteRequest,
  providerMessages,
  type UpdateRequest,
  type UpdateResponse,
} from "./protobuf.ts";
import { logicalNameOf, tokenOf } from "./urn.ts";
import { fromWire, toWire } from "./wire.ts";

/** `Create`: with the preview flag nothing is looked at or kept, as with the real provider. */
export async function create(request: CreateRequest, world: World): Promise<CreateResponse> {
  const urn = request.getUrn();
  const type = resourceTypeOf(tokenOf(urn));
  const inputs = fromWire(request.getProperties());
  const response = new providerMessages.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toWire(previewedOutputs(type, inputs, undefined)));
    return response;
  }
  const id = type.id(inputs, world, logicalNameOf(urn));
  if (world.store.get(id) !== undefined) throw failure(`cannot create already existing resource "${id}"`);
  const written = await write(type, id, inputs, world);
  if (!isKnownType(type.token)) noticeOfUnknownType(type.token, id, world);
  response.setId(written.id);
  response.setProperties(toWire(written.outputs));
  return response;
}

/** `Update`: a PUT of all inputs, checked like a creation. */
export async function update(request: UpdateRequest, world: World): Promise<UpdateResponse> {
  const type = resourceTypeOf(tokenOf(request.getUrn()));
  const inputs = fromWire(request.getNews());
  const response = new providerMessages.UpdateResponse();
  if (request.getPreview()) {
    response.setProperties(toWire(previewedOutputs(type, inputs, fromWire(request.getOlds()))));
    return response;
  }
  const written = await write(type, request.getId(), inputs, world);
  response.setProperties(toWire(written.outputs));
  return response;
}

/** `Delete`: what is gone already is no error, as in Azure. */
export function remove(request: DeleteRequest, world: World): void {
  const resource = world.store.get(request.getId());
  if (resource === undefined) return;
  const type = resourceTypeOf(resource.token);
  const refusals = type.refusalsOfDeletion?.(resource, world) ?? [];
  if (refusals.length > 0) throw failure(renderRefusals(`to delete ${named(type, resource.id)}`, refusals));
  world.store.remove(resource.id);
}

async function write(type: ResourceType, id: string, inputs: Properties, world: World): Promise<StoredResource> {
  const target = { id, name: id.slice(id.lastIndexOf("/") + 1), existing: world.store.get(id) };
  const about = `to ${target.existing === undefined ? "create" : "change"} ${named(type, id)}`;
  const refusals = type.refusals(inputs, world, target);
  if (refusals.length > 0) throw failure(renderRefusals(about, refusals));
  const resource = { id, token: type.token, inputs, outputs: type.outputs(inputs, world, target) };
  const late = await type.beforeKept?.(resource, world);
  if (late === undefined) {
    world.store.put(resource);
    return resource;
  }
  throw failure(renderRefusals(about, [late]), { id, inputs, outputs: failed(resource, target.existing, world) });
}

/**
 * Azure has accepted the request by the time that it finds out: a new resource stays there as `Failed`, and has to be
 * changed or deleted. One that was there keeps what it had; that a failed change leaves it so is not documented.
 */
function failed(resource: StoredResource, existing: StoredResource | undefined, world: World): Properties {
  if (existing !== undefined && existing.outputs["provisioningState"] !== "Failed") return existing.outputs;
  const outputs = { ...resource.outputs, provisioningState: "Failed" };
  world.store.put({ ...resource, outputs });
  return outputs;
}

function named({ thing }: ResourceType, id: string): string {
  return `the ${thing} "${id.slice(id.lastIndexOf("/") + 1)}"`;
}
