import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { Properties } from "../subscription-record.ts";
import { destinationKinds, isEndpointType } from "./destination-kinds.ts";
import { type CheckRule, isHiddenText } from "./subscription-rule.ts";

const findings = {
  "delivery-attributes-too-many": {
    level: "error",
    azure: "refuses",
    says: "A subscription has at most 10 delivery attributes (headers).",
    todo: "Omit some.",
  },
  "delivery-attributes-not-for-kind": {
    level: "error",
    azure: "refuses",
    says: "Storage queues and namespace topics take no delivery attributes.",
    todo: "Omit them.",
  },
  "delivery-attribute-invalid": {
    level: "error",
    azure: "refuses",
    says: "A delivery attribute has a name, and is Static with a value of at most 4096 bytes or Dynamic with a sourceField. Names that begin with aeg- belong to Event Grid; a Service Bus MessageId is Dynamic, and only one of MessageId and SessionId may be set.",
    todo: "Write it as the finding says.",
  },
  "delivery-attribute-secret-shown": {
    level: "warning",
    says: "A header that looks like a key or a token is not marked as secret.",
    todo: 'Set `"isSecret": true`, and keep the value as a secret of the stack.',
  },
  "delivery-attribute-authorization": {
    level: "warning",
    says: "An Authorization header is set for a destination that Event Grid itself authenticates at.",
    todo: "Omit it.",
  },
} as const;

/** Azure docs, delivery-properties. */
export const deliveryAttributesRule: CheckRule = {
  findings,
  check: ({ destination }) => {
    const mappings = destination?.["deliveryAttributeMappings"];
    const type = destination?.["endpointType"];
    if (!Array.isArray(mappings) || mappings.length === 0 || typeof type !== "string" || !isEndpointType(type))
      return [];
    const path = "destination.deliveryAttributeMappings";
    const found: Finding[] = [];
    if (!destinationKinds[type].attributes) {
      const message = `A destination of kind ${type} takes no delivery attributes; omit them.`;
      return [finding(findings, "delivery-attributes-not-for-kind", { message, path })];
    }
    if (mappings.length > 10) {
      const message = `There are ${mappings.length} delivery attributes; Azure takes 10.`;
      found.push(finding(findings, "delivery-attributes-too-many", { message, path, value: mappings.length }));
    }
    for (const [index, mapping] of mappings.entries()) found.push(...checkMapping(mapping, type, `${path}[${index}]`));
    return type.startsWith("ServiceBus") ? [...found, ...sessionAndMessage(mappings, path)] : found;
  },
};

function checkMapping(mapping: unknown, type: string, path: string): Finding[] {
  const wrong = (message: string) => [finding(findings, "delivery-attribute-invalid", { message, path })];
  if (!isJsonObject(mapping)) return wrong("A delivery attribute is an object with name and type.");
  const name = typeof mapping["name"] === "string" ? mapping["name"] : "";
  if (name === "") return wrong("The delivery attribute has no name.");
  if (isHiddenText(name)) return [];
  if (/^aeg-/i.test(name)) return wrong(`${shown(name)}: names that begin with aeg- belong to Event Grid.`);
  const found: Finding[] = [];
  if (name.toLowerCase() === "authorization" && type !== "WebHook") {
    const message = `Event Grid authenticates at a destination of kind ${type} by itself; leave the Authorization header out.`;
    found.push(finding(findings, "delivery-attribute-authorization", { message, path }));
  }
  switch (mapping["type"]) {
    case "Dynamic":
      return typeof mapping["sourceField"] === "string" && mapping["sourceField"] !== ""
        ? found
        : wrong(`${shown(name)} is Dynamic and needs a sourceField, for example "data.from".`);
    case "Static":
      return [...found, ...checkStatic(mapping, name, type, path)];
    default:
      return wrong(`${shown(name)} is neither Static nor Dynamic: its type is ${shown(mapping["type"])}.`);
  }
}

function checkStatic(mapping: Properties, name: string, type: string, path: string): Finding[] {
  const wrong = (message: string) => [finding(findings, "delivery-attribute-invalid", { message, path })];
  const { value } = mapping;
  if (type.startsWith("ServiceBus") && name === "MessageId")
    return wrong("A MessageId of Service Bus can only be Dynamic.");
  if (mapping["isSecret"] === true) return [];
  if (typeof value !== "string" || value === "") return wrong(`${shown(name)} is Static and needs a value.`);
  if (new TextEncoder().encode(value).length > 4096)
    return wrong(`The value of ${shown(name)} has more than 4096 bytes.`);
  if (
    isHiddenText(value) ||
    !/authorization|secret|token|password|(?:^|[-_])(?:api|access|function)?[-_]?key$/i.test(name)
  )
    return [];
  const message = `${shown(name)} looks like a secret, but is not marked as one. Set "isSecret": true, and keep the value as a secret of the stack.`;
  return [finding(findings, "delivery-attribute-secret-shown", { message, path: `${path}.isSecret`, fix: true })];
}

function sessionAndMessage(mappings: readonly unknown[], path: string): Finding[] {
  const names = mappings.map((one) => (isJsonObject(one) ? one["name"] : undefined));
  if (!names.includes("SessionId") || !names.includes("MessageId")) return [];
  const message = "Only one of SessionId and MessageId may be set for Service Bus.";
  return [finding(findings, "delivery-attribute-invalid", { message, path })];
}
