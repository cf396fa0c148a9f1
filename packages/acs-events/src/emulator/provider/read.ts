import type { World } from "../resources/azure.ts";
import { resourceTypeOf } from "../resources/resource-types.ts";
import { currentResource } from "../resources/write.ts";
import { providerMessages, type ReadRequest, type ReadResponse } from "./protobuf.ts";
import { refreshedInputs } from "./refreshed-inputs.ts";
import { fromWire, toWire } from "./wire.ts";

/**
 * `Read`, for refresh, import and `SystemTopic.get`: no id in the answer says that the resource is gone. An import has no
 * inputs to start from and gets what Azure answers, without secrets.
 */
export function read(request: ReadRequest, world: World): ReadResponse {
  const response = new providerMessages.ReadResponse();
  const resource = currentResource(request.getId(), world);
  if (resource === undefined) return response;
  const type = resourceTypeOf(resource.token);
  const inputs = fromWire(request.getInputs());
  const known = Object.keys(inputs).length > 0;
  response.setId(resource.id);
  response.setProperties(toWire(resource.outputs));
  response.setInputs(
    toWire(
      known
        ? refreshedInputs(type, inputs, fromWire(request.getProperties()), resource.outputs)
        : importedInputs(resource.inputs, resource.outputs, type.pathParameters),
    ),
  );
  return response;
}

function importedInputs(
  inputs: Readonly<Record<string, unknown>>,
  outputs: Readonly<Record<string, unknown>>,
  pathParameters: readonly string[],
): Readonly<Record<string, unknown>> {
  const names = Object.keys(inputs).filter((name) => !name.startsWith("__"));
  return Object.fromEntries(names.map((name) => [name, pathParameters.includes(name) ? inputs[name] : outputs[name]]));
}
