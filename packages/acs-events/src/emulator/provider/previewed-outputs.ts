import { without } from "../resources/property.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import type { Properties } from "../stored-resource.ts";
import { unknown } from "./wire.ts";

/**
 * What a preview says of a resource that is not written yet: its inputs, and everything that only Azure can tell as not
 * known. A name and a location never change in place, so a change in place keeps those of `before`.
 */
export function previewedOutputs(type: ResourceType, inputs: Properties, before: Properties | undefined): Properties {
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
