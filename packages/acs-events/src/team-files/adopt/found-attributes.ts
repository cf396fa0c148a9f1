import { shown } from "../../filters/azure-json/json-value.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { DeliveryAttribute, DeliveryAttributes } from "../../plan/endpoint.ts";
import { hasNameOfSecret } from "../../subscription-set/secret-header.ts";
import { isExpression, type Properties } from "../../subscription-set/subscription-record.ts";

/** One delivery attribute of a deployed subscription, and what becomes of it. */
export type FoundAttribute = { readonly name: string; readonly index: number } & (
  | { readonly fate: "carried"; readonly attribute: DeliveryAttribute }
  /** Its value is kept as a secret of the stack; `value` is there where Azure shows it. */
  | { readonly fate: "secret"; readonly value?: string }
  | { readonly fate: "refused"; readonly why: string }
);

/** The delivery attributes of a destination, in its order. */
export function foundAttributes(destination: Properties | null): readonly FoundAttribute[] {
  const given = destination?.["deliveryAttributeMappings"];
  const names = new Set<string>();
  return (Array.isArray(given) ? given : []).map((mapping: unknown, index): FoundAttribute => {
    const { name, type, value, sourceField, isSecret, ...others } = isJsonObject(mapping) ? mapping : {};
    if (typeof name !== "string" || name === "") return { name: "", index, fate: "refused", why: "it has no name" };
    const taken = names.has(name.toLowerCase());
    names.add(name.toLowerCase());
    if (taken) return { name, index, fate: "refused", why: "another one has the same name" };
    const more = Object.keys(others).find((key) => (others[key] ?? null) !== null);
    if (more !== undefined)
      return { name, index, fate: "refused", why: `it has ${shown(more)}, which is not known here` };
    switch (String(type).toLowerCase()) {
      case "dynamic":
        return isText(sourceField)
          ? { name, index, fate: "carried", attribute: { from: sourceField } }
          : { name, index, fate: "refused", why: "the input does not say which field it is taken from" };
      case "static":
        if (isSecret === true || !isText(value) || value === "Hidden") return { name, index, fate: "secret" };
        return hasNameOfSecret(name)
          ? { name, index, fate: "secret", value }
          : { name, index, fate: "carried", attribute: { value } };
      default:
        return { name, index, fate: "refused", why: "it is neither Static nor Dynamic" };
    }
  });
}

/** Those that the stack's configuration declares beside the endpoint. */
export function carriedAttributes(destination: Properties): { readonly attributes?: DeliveryAttributes } {
  const carried = foundAttributes(destination).flatMap((one) =>
    one.fate === "carried" ? [[one.name, one.attribute] as const] : [],
  );
  return carried.length === 0 ? {} : { attributes: Object.fromEntries(carried) };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !isExpression(value) && !/^\[(?:secret|unknown)\]$/.test(value);
}
