import { isJsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";

export type DifferenceKind = "add" | "delete" | "update";

/** One property that differs. */
export interface PropertyDifference {
  /** As the engine shows it: `filter.includedEventTypes[0]`. */
  readonly path: string;
  /** The property of the resource that it is part of: `filter`. */
  readonly property: string;
  readonly kind: DifferenceKind;
  readonly replaces: boolean;
}

/**
 * What differs between two sets of inputs, as azure-native finds it: objects by property, lists by position. Locations
 * compare without case and spaces; properties that begin with `__` are the provider's own notes. `replaceOn` holds paths
 * without positions, such as `sku.name`.
 */
export function propertyDifferences(
  before: ResourceProperties,
  after: ResourceProperties,
  replaceOn: readonly string[],
): readonly PropertyDifference[] {
  const replacing = new Set(replaceOn);
  return [...namesOf(before, after)]
    .filter((name) => !name.startsWith("__"))
    .flatMap((name) =>
      [...differences(before[name], after[name], name, name)].map(({ plainPath, ...difference }) => ({
        ...difference,
        property: name,
        replaces: replacing.has(plainPath) || replacing.has(name),
      })),
    );
}

interface Difference {
  readonly path: string;
  /** `path` without positions: `filter.includedEventTypes[]`. */
  readonly plainPath: string;
  readonly kind: DifferenceKind;
}

function* differences(old: unknown, now: unknown, path: string, plainPath: string): Generator<Difference> {
  if (old === now) return;
  if (now === undefined) {
    yield { path, plainPath, kind: "delete" };
  } else if (old === undefined) {
    yield { path, plainPath, kind: "add" };
  } else if (Array.isArray(old) && Array.isArray(now)) {
    for (let index = 0; index < Math.max(old.length, now.length); index++) {
      yield* differences(old[index], now[index], `${path}[${index}]`, `${plainPath}[]`);
    }
  } else if (isJsonObject(old) && isJsonObject(now)) {
    for (const name of namesOf(old, now)) {
      yield* differences(old[name], now[name], step(path, name), `${plainPath}.${name}`);
    }
  } else if (plainPath !== "location" || location(old) !== location(now)) {
    yield { path, plainPath, kind: "update" };
  }
}

function namesOf(one: ResourceProperties, other: ResourceProperties): ReadonlySet<string> {
  return new Set([...Object.keys(one), ...Object.keys(other)]);
}

/** `tags.team`, and `tags["cost.centre"]` where a dot would mislead. */
function step(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function location(value: unknown): string {
  return String(value).toLowerCase().replaceAll(" ", "");
}
