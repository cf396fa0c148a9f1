import { jsonObject } from "../../json/json-object.ts";
import type { World } from "../resources/azure.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { resourceTypeOf } from "../resources/resource-types.ts";
import { currentResource } from "../resources/write.ts";
import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
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
  // azure-native says with every answer which version of the API it has asked.
  const outputs = { ...resource.outputs, azureApiVersion: type.apiVersion };
  response.setId(resource.id);
  response.setProperties(toWire(outputs));
  response.setInputs(
    toWire(
      known
        ? refreshedInputs(type, inputs, fromWire(request.getProperties()), outputs)
        : importedInputs(resource, type),
    ),
  );
  return response;
}

/** What a program has to say to have the resource as it is: what Azure answers and takes, and the parts of the id. */
function importedInputs({ id, inputs, outputs }: StoredResource, type: ResourceType): ResourceProperties {
  const readOnly = new Set(["azureApiVersion", ...type.readOnly]);
  const writable = Object.entries(outputs).filter(([name]) => !readOnly.has(name));
  const own = Object.fromEntries(writable.map(([name, value]) => [name, withoutReadOnly(name, value, readOnly)]));
  const parts = { ...type.inputsOfId(id), ...inputs };
  return { ...own, ...Object.fromEntries(type.pathParameters.map((name) => [name, parts[name]])) };
}

/** An object without what only Azure writes in it, such as `identity.principalId`. */
function withoutReadOnly(name: string, value: unknown, readOnly: ReadonlySet<string>): unknown {
  const inner = jsonObject(value);
  if (inner === undefined) return value;
  return Object.fromEntries(Object.entries(inner).filter(([part]) => !readOnly.has(`${name}.${part}`)));
}
