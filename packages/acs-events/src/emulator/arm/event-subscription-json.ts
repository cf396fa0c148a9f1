import { jsonObject } from "../../json/json-object.ts";
import { list, without } from "../resources/property.ts";
import type { ResourceProperties } from "../stored-resource.ts";

/*
 * Event subscriptions in ARM's JSON, which has `properties` inside destinations and headers where azure-native, whose
 * form the store keeps, is flat.
 */

/** The properties of a request as inputs of azure-native; what is not known here is kept as it is. */
export function subscriptionInputs(properties: ResourceProperties): ResourceProperties {
  return {
    ...properties,
    ...mapped(properties, "destination", flat),
    ...mapped(properties, "deadLetterDestination", flat),
    ...mapped(properties, "deliveryWithResourceIdentity", (block) => ({
      ...block,
      ...mapped(block, "destination", flat),
    })),
    ...mapped(properties, "deadLetterWithResourceIdentity", (block) => ({
      ...block,
      ...mapped(block, "deadLetterDestination", flat),
    })),
  };
}

/** Outputs of azure-native as ARM answers them. */
export function subscriptionProperties(outputs: ResourceProperties, provisioningState: unknown): ResourceProperties {
  const delivery = jsonObject(outputs["deliveryWithResourceIdentity"]);
  const deadLetter = jsonObject(outputs["deadLetterWithResourceIdentity"]);
  const rest = without(outputs, [...named, "name", "type", "azureApiVersion", "systemData"]);
  return {
    topic: outputs["topic"],
    provisioningState,
    destination: jsonObject(outputs["destination"]) === undefined ? null : nested(outputs["destination"]),
    ...(delivery === undefined
      ? {}
      : { deliveryWithResourceIdentity: { ...delivery, destination: nested(delivery["destination"]) } }),
    filter: filterProperties(jsonObject(outputs["filter"]) ?? {}),
    labels: outputs["labels"] ?? null,
    ...present(outputs, "expirationTimeUtc"),
    ...present(outputs, "eventDeliverySchema"),
    retryPolicy: outputs["retryPolicy"],
    ...mapped(outputs, "deadLetterDestination", nested),
    ...(deadLetter === undefined
      ? {}
      : {
          deadLetterWithResourceIdentity: {
            ...deadLetter,
            deadLetterDestination: nested(deadLetter["deadLetterDestination"]),
          },
        }),
    ...rest,
  };
}

const named = [
  "topic",
  "provisioningState",
  "destination",
  "deliveryWithResourceIdentity",
  "filter",
  "labels",
  "expirationTimeUtc",
  "eventDeliverySchema",
  "retryPolicy",
  "deadLetterDestination",
  "deadLetterWithResourceIdentity",
];

function filterProperties(filter: ResourceProperties): ResourceProperties {
  const conditions = list(filter["advancedFilters"]);
  if (conditions.length === 0) return filter;
  return { ...filter, advancedFilters: conditions.map(conditionProperties) };
}

/** Operand first, as Azure answers. */
function conditionProperties(condition: unknown): unknown {
  const given = jsonObject(condition);
  if (given === undefined) return condition;
  const { operatorType, key, ...operand } = given;
  return { ...operand, operatorType, key };
}

function flat(block: ResourceProperties): ResourceProperties {
  const { properties, ...rest } = block;
  const inner = jsonObject(properties) ?? {};
  const headers = inner["deliveryAttributeMappings"];
  return {
    ...rest,
    ...inner,
    ...(Array.isArray(headers) ? { deliveryAttributeMappings: headers.map(flatHeader) } : {}),
  };
}

/** Header mappings in the form of azure-native. */
function flatHeader(header: unknown): unknown {
  const given = jsonObject(header);
  return given === undefined ? header : flat(given);
}

function nested(block: unknown): unknown {
  const { endpointType, deliveryAttributeMappings, ...properties } = jsonObject(block) ?? {};
  return {
    properties: {
      ...(endpointType === "WebHook" ? { endpointUrl: null } : {}),
      ...properties,
      ...(Array.isArray(deliveryAttributeMappings)
        ? { deliveryAttributeMappings: deliveryAttributeMappings.map(nestedHeader) }
        : {}),
    },
    endpointType,
  };
}

/** A header mapping in ARM's form. */
export function nestedHeader(header: unknown): unknown {
  const given = jsonObject(header);
  if (given === undefined) return header;
  const { name, type, ...properties } = given;
  return { properties, name, type };
}

function mapped(
  from: ResourceProperties,
  name: string,
  change: (value: ResourceProperties) => unknown,
): ResourceProperties {
  const value = jsonObject(from[name]);
  return value === undefined ? {} : { [name]: change(value) };
}

function present(from: ResourceProperties, name: string): ResourceProperties {
  return from[name] === undefined ? {} : { [name]: from[name] };
}
