import type { Question } from "./question.ts";
import { found, none, type Search, undecided } from "./search.ts";
import { allValues, sample, type ValueSet } from "./values.ts";

/**
 * Keys that lie inside one another, such as `data.a` and `data.a.b`. They are not independent: where `data.a.b` has a
 * value, `data.a` is an object, and where `data.a` is not an object, `data.a.b` is missing.
 */
export interface Nesting {
  /** The outermost of such keys, each with what lies inside it. */
  readonly roots: readonly NestedKey[];
  readonly isNested: (key: string) => boolean;
  /** The outermost key around a key; undefined for a key that stands alone. */
  readonly rootOf: (key: string) => NestedKey | undefined;
}

export interface NestedKey {
  readonly key: string;
  readonly inner: readonly NestedKey[];
}

const standAlone: Nesting = Object.freeze({ roots: [], isNested: () => false, rootOf: () => undefined });

/** Finds the keys that lie inside one another. */
export function nestingOf(keys: Iterable<string>): Nesting {
  const all = [...new Set(keys)].sort((a, b) => a.length - b.length);
  const nodes = new Map<string, { readonly key: string; readonly inner: NestedKey[]; readonly root: string }>();
  for (const key of all) {
    const outer = outerKeyIn(nodes, key);
    const node = { key, inner: [], root: outer?.root ?? key };
    outer?.inner.push(node);
    nodes.set(key, node);
  }
  const roots = [...nodes.values()].filter(({ key, root, inner }) => key === root && inner.length > 0);
  if (roots.length === 0) return standAlone;
  const byKey = new Map(roots.map((root) => [root.key, root]));
  const rootOf = (key: string) => byKey.get(nodes.get(key)?.root ?? key);
  return { roots, isNested: (key) => rootOf(key) !== undefined, rootOf };
}

function outerKeyIn<T>(nodes: ReadonlyMap<string, T>, key: string): T | undefined {
  for (let dot = key.lastIndexOf("."); dot > 0; dot = key.lastIndexOf(".", dot - 1)) {
    const outer = nodes.get(key.slice(0, dot));
    if (outer !== undefined) return outer;
  }
  return undefined;
}

/** Values for a key and for all keys inside it; exact. */
export function solveNested(node: NestedKey, sets: Sets, question: Question): Search<ReadonlyMap<string, unknown>> {
  const values = new Map<string, unknown>();
  const solved = fill(node, sets, question, values);
  return solved.kind === "found" ? found(values) : solved;
}

type Sets = ReadonlyMap<string, ValueSet>;

const elementPicked = undecided("a number in a key may pick an element of an array");

/** Where a named option says that `data.list.0` is an element, an array has something inside as well. */
function picksElements({ key, inner }: NestedKey, set: ValueSet, { options: { assumptions } }: Question): boolean {
  if (assumptions.arrayIndexInKey !== "element" || (set.arrays === "none" && !set.flags.emptyArray)) return false;
  return inner.some((one) => /^\d+(\.|$)/.test(one.key.slice(key.length + 1)));
}

/** First as an object with values inside, then as anything else, with nothing inside. */
function fill(node: NestedKey, sets: Sets, question: Question, values: Map<string, unknown>): Search<unknown> {
  const set = sets.get(node.key) ?? allValues;
  if (node.inner.length === 0) {
    const value = sample(set, question);
    if (value.kind === "found") values.set(node.key, value.value);
    return value;
  }
  let open: Search<unknown> = none;
  if (set.flags.object) {
    values.set(node.key, {});
    open = fillInner(node, sets, question, values);
    if (open.kind === "found") return open;
  }
  if (!mayAllBeMissing(node.inner, sets)) return picksElements(node, set, question) ? elementPicked : open;
  const value = sample(withoutObjects(set), question);
  if (value.kind === "found") {
    values.set(node.key, value.value);
    setMissing(node.inner, values);
  }
  return value.kind === "none" ? open : value;
}

function fillInner({ inner }: NestedKey, sets: Sets, question: Question, values: Map<string, unknown>) {
  let open: Search<unknown> = found(undefined);
  for (const each of inner) {
    const filled = fill(each, sets, question, values);
    if (filled.kind === "none") return none;
    if (filled.kind === "undecided") open = filled;
  }
  return open;
}

function mayAllBeMissing(nodes: readonly NestedKey[], sets: Sets): boolean {
  return nodes.every(({ key, inner }) => (sets.get(key) ?? allValues).flags.missing && mayAllBeMissing(inner, sets));
}

function setMissing(nodes: readonly NestedKey[], values: Map<string, unknown>): void {
  for (const { key, inner } of nodes) {
    values.set(key, undefined);
    setMissing(inner, values);
  }
}

const withoutObject = new WeakMap<ValueSet, ValueSet>();

/** Kept, since a sample is found once for each set. */
function withoutObjects(set: ValueSet): ValueSet {
  const known = withoutObject.get(set);
  if (known !== undefined) return known;
  const made = { ...set, flags: { ...set.flags, object: false } };
  withoutObject.set(set, made);
  return made;
}
