import type { World } from "../resources/azure.ts";
import { without } from "../resources/property.ts";
import { renderRefusals } from "../resources/refusal.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { isKnownType, resourceTypeOf } from "../resources/resource-types.ts";
import { noticeOfUnknownType } from "../resources/unknown-type.ts";
import { beginRemoval, beginWrite, currentResource } from "../resources/write.ts";
import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import { failure } from "./failure.ts";
import {
  type CreateRequest,
  type CreateResponse,
  type DeleteRequest,
  providerMessages,
  type UpdateRequest,
  type UpdateResponse,
} from "./protobuf.ts";
import { logicalNameOf, tokenOf } from "./urn.ts";
import { fromWire, toWire, unknown } from "./wire.ts";

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
  if (currentResource(id, world) !== undefined) throw failure(`cannot create already existing resource "${id}"`);
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

/** `Delete`: what is gone already is not an error, as in Azure. */
export async function remove(request: DeleteRequest, world: World): Promise<void> {
  const removal = beginRemoval(request.getId(), world);
  if (removal.kind === "absent") return;
  if (removal.kind === "accepted") return await removal.done;
  const { id, token } = removal.resource;
  throw failure(renderRefusals(`to delete ${named(resourceTypeOf(token), id)}`, removal.refusals));
}

async function write(
  type: ResourceType,
  id: string,
  inputs: ResourceProperties,
  world: World,
): Promise<StoredResource> {
  const about = `to ${world.store.get(id) === undefined ? "create" : "change"} ${named(type, id)}`;
  const begun = beginWrite(type, id, inputs, world);
  if (begun.kind === "refused") throw failure(renderRefusals(about, begun.refusals));
  const end = await begun.done;
  if (end.kind === "kept") return end.resource;
  throw failure(renderRefusals(about, [end.refusal]), { id, inputs, outputs: end.resource.outputs });
}

function named({ thing }: ResourceType, id: string): string {
  return `the ${thing} "${id.slice(id.lastIndexOf("/") + 1)}"`;
}

/**
 * What a preview says of a resource that is not written yet: its inputs, and everything that only Azure can tell as not
 * known. A name and a location never change in place, so a change in place keeps those of `before`.
 */
function previewedOutputs(
  type: ResourceType,
  inputs: ResourceProperties,
  before: ResourceProperties | undefined,
): ResourceProperties {
  const outputs: Record<string, unknown> = without(inputs, [...type.pathParameters, "__createBeforeDelete"]);
  for (const path of type.readOnly) {
    const [name = "", inner] = path.split(".");
    if (inner === undefined) {
      outputs[name] ??= unknown;
    } else if (typeof outputs[name] === "object") {
      outputs[name] = { ...outputs[name], [inner]: unknown };
    }
  }
  for (const name of ["name", "location"]) {
    if (before?.[name] !== undefined) outputs[name] = before[name];
  }
  return outputs;
}
