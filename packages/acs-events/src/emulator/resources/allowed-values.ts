import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { shown, text } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";

/** Refuses a value that is given and none of `allowed`; `path` is `sku.name` or the like. */
export function valueRefusals(
  inputs: ResourceProperties,
  path: string,
  allowed: readonly string[],
): readonly Refusal[] {
  const value = at(inputs, path);
  if (value === undefined || allowed.includes(String(value))) return [];
  return [refusal("unknown-value", path, `${shown(value)} is none of ${allowed.join(", ")}`)];
}

/** Refuses a number that is given and not a whole one from `least` to `most`. */
export function rangeRefusals(
  inputs: ResourceProperties,
  path: string,
  least: number,
  most: number,
): readonly Refusal[] {
  const value = at(inputs, path);
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most)) return [];
  return [refusal("out-of-range", path, `${shown(value)} is not a whole number from ${least} to ${most}`)];
}

/** Refuses a change of what Azure takes at creation only; `before`: the outputs of the resource that is there. */
export function changeRefusals(
  inputs: ResourceProperties,
  before: ResourceProperties | undefined,
  path: string,
  allowed: (before: unknown, after: unknown) => boolean = () => false,
): readonly Refusal[] {
  const after = at(inputs, path);
  const value = before === undefined ? undefined : at(before, path);
  if (value === undefined || after === undefined || value === after || allowed(value, after)) return [];
  return [refusal("cannot-change", path, `it cannot change from ${shown(value)} to ${shown(after)}`)];
}

/** Refuses a duration in the form of ISO 8601 that is longer than `most` minutes, or none. */
export function durationRefusals(inputs: ResourceProperties, path: string, most: number): readonly Refusal[] {
  const value = at(inputs, path);
  if (value === undefined) return [];
  const [, days, hours, minutes, seconds] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text(value) ?? "") ?? [];
  const parts = [days, hours, minutes, seconds];
  const length = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Number(seconds ?? 0) / 60;
  if (parts.some((part) => part !== undefined) && length <= most) return [];
  return [refusal("out-of-range", path, `${shown(value)} is not a duration of at most PT${most}M`)];
}

function at(value: ResourceProperties, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, name) => jsonObject(inner)?.[name], value);
}
