import { foldCase } from "../filters/match/fold.ts";
import { isJsonObject } from "../json/json-object.ts";

/** An event under construction, or an object inside it. */
export type Draft = Record<string, unknown>;

/**
 * What stands at a path of an event; `undefined` where nothing does. Names are compared without case; with `exact`,
 * those below the envelope's with case.
 */
export function readPath(event: Draft, path: readonly string[], exact = false): unknown {
  let current: unknown = event;
  for (const [depth, name] of path.entries()) {
    if (!isObject(current)) return undefined;
    const own = nameIn(current, name, exact && depth > 0);
    if (own === undefined) return undefined;
    current = current[own];
  }
  return current;
}

/**
 * Puts a value at a path, or takes it away when it is `undefined`. A property that is there already, in whatever case,
 * is replaced under its own name; objects on the way are made where there are none, in place of whatever was there. The
 * value is copied: what is written into it later changes this event alone.
 */
export function writePath(event: Draft, path: readonly string[], value: unknown, exact = false): void {
  let current = event;
  for (const [depth, name] of path.slice(0, -1).entries()) {
    const own = nameIn(current, name, exact && depth > 0);
    const next = own === undefined ? undefined : current[own];
    if (isObject(next)) {
      current = next;
      continue;
    }
    if (value === undefined) return;
    const made: Draft = {};
    define(current, own ?? name, made);
    current = made;
  }
  const last = path.at(-1) ?? "";
  const own = nameIn(current, last, exact && path.length > 1);
  if (value !== undefined) define(current, own ?? last, copyJson(value));
  else if (own !== undefined) delete current[own];
}

export function isObject(value: unknown): value is Draft {
  return isJsonObject(value);
}

function nameIn(object: Draft, name: string, exact: boolean): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  if (exact) return undefined;
  const folded = foldCase(name);
  return Object.keys(object).find((candidate) => foldCase(candidate) === folded);
}

/** A copy of a JSON value; many times as fast as `structuredClone`. */
export function copyJson<T>(value: T): T;
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson);
  if (!isObject(value)) return value;
  const copy: Draft = {};
  for (const [name, each] of Object.entries(value)) define(copy, name, copyJson(each));
  return copy;
}

/** `__proto__` is a name like any other in JSON, so it cannot be assigned. */
function define(object: Draft, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  } else object[name] = value;
}
