import type { World } from "../resources/azure.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import { resourceTypes } from "../resources/resource-types.ts";

/**
 * The part of azure-native's schema that the engine needs to write a program for resources that it imports: the types
 * and properties of what the local Azure knows and holds. Values are of any type; what a program may not say is left
 * out of the inputs.
 * @param version of the release of azure-native.
 */
export function schemaOf(world: World, version: string): string {
  const resources = Object.fromEntries(resourceTypes.map((type) => [type.token, resourceSchema(type, world)]));
  return JSON.stringify({
    name: "azure-native",
    version,
    // `azure-native:eventgrid:SystemTopic` is in the module `eventgrid`.
    meta: { moduleFormat: "(.*)" },
    config: {},
    provider: {},
    resources,
  });
}

function resourceSchema(type: ResourceType, { store }: World): unknown {
  const held = store.ofToken(type.token);
  const readOnly = new Set(type.readOnly.filter((path) => !path.includes(".")));
  const outputs = new Set([...readOnly, ...held.flatMap((one) => Object.keys(one.outputs))]);
  const named = held.flatMap((one) => Object.keys({ ...one.inputs, ...one.outputs }));
  const inputs = new Set([...type.pathParameters, ...type.required, ...named]);
  for (const name of readOnly) if (!type.required.includes(name)) inputs.delete(name);
  inputs.delete("azureApiVersion");
  return {
    properties: anyOf([...outputs]),
    inputProperties: anyOf([...inputs].filter((name) => !name.startsWith("__"))),
    requiredInputs: type.required,
  };
}

function anyOf(names: readonly string[]): Readonly<Record<string, unknown>> {
  const sorted = [...names].sort();
  return Object.fromEntries(sorted.map((name) => [name, { $ref: "pulumi.json#/Any" }]));
}
