import { isJsonObject } from "../../json/json-object.ts";
import { hiddenMark, isHiddenMark } from "../hidden-values.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** One resource of a Terraform state, plan or file. What cannot be seen of its values is a mark. */
export interface TerraformResource {
  /** `module.acs.azurerm_eventgrid_system_topic_event_subscription.sms["eu"]`. */
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
  /** By attribute, the address of the one resource in the same input that its value comes from. */
  readonly references: Readonly<Record<string, string>>;
}

/** An object that can be seen. */
export function isBlock(value: unknown): value is JsonObject {
  return isJsonObject(value) && !isHiddenMark(value);
}

/** The first block of a name, which may be a list of blocks or one, or a mark; undefined where there is none. */
export function blockOf(values: JsonObject, name: string): unknown {
  const { [name]: value, dynamic } = values;
  if (isBlock(dynamic) && name in dynamic) return hiddenMark("expression", `dynamic "${name}"`);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first === null ? undefined : first;
}

/** A value that somebody gave: providers answer an empty text or 0 for one that is not set. */
export function given(value: unknown): unknown {
  return value === null || value === "" || value === 0 ? undefined : value;
}

/** A list with something in it, or a mark. */
export function listOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return isBlock(value) ? [value] : given(value);
}

/** The object without the properties that are undefined. */
export function withoutAbsent(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
