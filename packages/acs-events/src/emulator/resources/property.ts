import type { ResourceProperties } from "../stored-resource.ts";

/** `value` where it is a string that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The elements of `value` where it is a list, else none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A copy without the named properties and without those that are undefined. */
export function without(properties: ResourceProperties, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => value !== undefined && !names.includes(name)),
  );
}

/** A value as it is shown in a message. */
export function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
