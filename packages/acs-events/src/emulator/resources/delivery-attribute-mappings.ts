import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { list, shown, text } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";

const mostAttributes = 10;
const longestValue = 4096;

/** Why Azure would not send the headers that `destination` asks for; `allowed`: whether its kind takes any. */
export function attributeMappingRefusals(
  destination: ResourceProperties,
  allowed: boolean,
  path: string,
): readonly Refusal[] {
  const mappings = list(destination["deliveryAttributeMappings"]);
  const where = `${path}.deliveryAttributeMappings`;
  if (mappings.length === 0) return [];
  if (!allowed) {
    return [
      refusal("no-delivery-attributes", where, `${shown(destination["endpointType"])} takes no delivery attributes`),
    ];
  }
  return [
    ...(mappings.length > mostAttributes
      ? [
          refusal(
            "too-many-delivery-attributes",
            where,
            `${mappings.length} are given; at most ${mostAttributes} are allowed`,
          ),
        ]
      : []),
    ...mappings.flatMap((mapping, index) => mappingRefusals(jsonObject(mapping) ?? {}, `${where}[${index}]`)),
  ];
}

function mappingRefusals(mapping: ResourceProperties, path: string): readonly Refusal[] {
  const name = text(mapping["name"]);
  return [
    ...(name === undefined || name.toLowerCase().startsWith("aeg-")
      ? [
          refusal(
            "reserved-delivery-attribute",
            `${path}.name`,
            `${shown(name)} cannot be the name of a header; "aeg-" is kept for Event Grid`,
          ),
        ]
      : []),
    ...valueRefusals(mapping, path),
  ];
}

function valueRefusals({ type, value, sourceField }: ResourceProperties, path: string): readonly Refusal[] {
  switch (type) {
    case "Static":
      return typeof value === "string" && Buffer.byteLength(value) <= longestValue
        ? []
        : [
            refusal(
              "invalid-delivery-attribute",
              `${path}.value`,
              `a static header needs a value of up to ${longestValue} bytes`,
            ),
          ];
    case "Dynamic":
      return text(sourceField) === undefined
        ? [
            refusal(
              "invalid-delivery-attribute",
              `${path}.sourceField`,
              "a dynamic header needs a field of the event, such as data.from",
            ),
          ]
        : [];
    default:
      return [
        refusal("invalid-delivery-attribute", `${path}.type`, `${shown(type)} is neither "Static" nor "Dynamic"`),
      ];
  }
}
