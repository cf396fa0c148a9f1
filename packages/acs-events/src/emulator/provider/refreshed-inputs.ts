import { isDeepStrictEqual } from "node:util";
import { isJsonObject } from "../../json/json-object.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import type { ResourceProperties } from "../stored-resource.ts";

/**
 * The inputs of a resource after it was read, as azure-native finds them: what Azure answers now and did not answer when
 * the state was written has been changed there, and moves into the inputs; everything else stays as the program wrote
 * it, secrets and omitted defaults included.
 */
export function refreshedInputs(
  type: ResourceType,
  inputs: ResourceProperties,
  outputsBefore: ResourceProperties,
  outputsNow: ResourceProperties,
): ResourceProperties {
  const readOnly = new Set(["azureApiVersion", ...type.readOnly.filter((path) => !path.includes("."))]);
  const writable = (outputs: ResourceProperties) =>
    Object.fromEntries(Object.entries(outputs).filter(([name]) => !readOnly.has(name)));
  return withChanges(inputs, writable(outputsBefore), writable(outputsNow));
}

function withChanges(
  inputs: ResourceProperties,
  before: ResourceProperties,
  now: ResourceProperties,
): ResourceProperties {
  const result: Record<string, unknown> = { ...inputs };
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (isDeepStrictEqual(before[name], now[name])) continue;
    if (now[name] === undefined) delete result[name];
    else result[name] = changed(result[name], before[name], now[name]);
  }
  return result;
}

function changed(input: unknown, before: unknown, now: unknown): unknown {
  if (Array.isArray(input) && Array.isArray(before) && Array.isArray(now)) {
    return now.map((element, index) =>
      index < input.length && index < before.length ? changed(input[index], before[index], element) : element,
    );
  }
  if (isJsonObject(input) && isJsonObject(before) && isJsonObject(now)) return withChanges(input, before, now);
  return isDeepStrictEqual(before, now) ? input : now;
}
