import { type Check, selectivity } from "./check.ts";
import {
  type Entry,
  type Lookup,
  markTarget,
  memberTarget,
  type Negatives,
  type Node,
  negativeInts,
  type TypeIndex,
} from "./node.ts";
import type { Slot } from "./slot.ts";
import { append, finished, type TableWriter, type Target, tableWriter, writeTargets } from "./tables.ts";
import { writeValueLookup } from "./value-lookup.ts";

/** Below this, asking one by one is as fast as looking up. */
const fewMembers = 4;
/** Each level of nodes settles one more condition of its members; beyond this many, the rest are asked one by one. */
const mostLevels = 8;

/** Arranges the subscriptions of one event type, each given by its place in the list and what it asks. */
export function buildTypeIndex(members: readonly Entry[]): TypeIndex {
  const builder: Builder = { writer: tableWriter(), nodes: [] };
  const root = buildNode(builder, members, 0);
  return { root, nodes: builder.nodes, tables: finished(builder.writer) };
}

interface Builder {
  readonly writer: TableWriter;
  readonly nodes: Node[];
}

function buildNode(builder: Builder, members: readonly Entry[], level: number): Node {
  const counts = countChecks(members);
  const shared = [...counts].filter(([, count]) => count === members.length).map(([check]) => check);
  const isShared = new Set(shared);
  const rest = shared.length === 0 ? members : members.map((member) => without(member, (check) => isShared.has(check)));
  const positions = rest.filter(({ checks }) => checks.length === 0).map(({ position }) => position);
  const settled = writeTargets(builder.writer, positions);
  const asking = rest.filter(({ checks }) => checks.length > 0);
  if (members.length <= fewMembers || level >= mostLevels) {
    return { shared, settled, entries: asking, lookups: [], visitedFor: 0 };
  }
  const entries: Entry[] = [];
  const bySlot = new Map<Slot, [Entry, Check][]>();
  for (const member of asking) {
    const check = mostSelective(member.checks, counts);
    if (check === undefined) entries.push(member);
    else listIn(bySlot, check.slot).push([member, check]);
  }
  const lookups = [...bySlot].map(([slot, found]) => buildLookup(builder, slot, found, level));
  return { shared, settled, entries, lookups, visitedFor: 0 };
}

function countChecks(members: readonly Entry[]): Map<Check, number> {
  const counts = new Map<Check, number>();
  for (const { checks } of members) for (const check of checks) counts.set(check, (counts.get(check) ?? 0) + 1);
  return counts;
}

function without({ position, checks }: Entry, drop: (check: Check) => boolean): Entry {
  return { position, checks: checks.filter((check) => !drop(check)) };
}

function mostSelective(checks: readonly Check[], counts: ReadonlyMap<Check, number>): Check | undefined {
  let best: Check | undefined;
  for (const check of checks) {
    if (!check.indexable) continue;
    if (best === undefined) best = check;
    const difference = selectivity(check) - selectivity(best);
    if (difference < 0 || (difference === 0 && (counts.get(check) ?? 0) < (counts.get(best) ?? 0))) best = check;
  }
  return best;
}

interface Filed {
  readonly check: Check;
  readonly target: Target;
}

function buildLookup(builder: Builder, slot: Slot, found: readonly (readonly [Entry, Check])[], level: number): Lookup {
  const membersOf = new Map<Check, Entry[]>();
  for (const [member, check] of found) listIn(membersOf, check).push(without(member, (each) => each === check));

  const positive: Filed[] = [];
  const asked: Filed[] = [];
  const negative: Filed[] = [];
  for (const [check, members] of membersOf) {
    const { kind } = check.comparison;
    const group = kind === "is-null" || kind === "is-not-null" ? asked : check.negative ? negative : positive;
    group.push({ check, target: targetOf(builder, check, members, level) });
  }
  const negatives = negative.length > 0 ? writeNegatives(builder.writer, negative) : undefined;
  const failing = negative.map(({ check }, at) => {
    const place = (negatives?.at ?? 0) + negativeInts * at;
    return { comparison: check.comparison, target: markTarget(place, check.arrays) };
  });
  const hits = positive.map(({ check: { comparison }, target }) => ({ comparison, target }));
  return {
    slot,
    ...writeValueLookup(builder.writer, [...hits, ...failing]),
    asked: asked.length > 0 ? asked : undefined,
    negatives,
  };
}

function targetOf(builder: Builder, { arrays }: Check, members: readonly Entry[], level: number): Target {
  const [only] = members;
  if (members.length === 1 && only !== undefined && only.checks.length === 0) return memberTarget(only, arrays);
  const node = buildNode(builder, members, level + 1);
  builder.nodes.push(node);
  return memberTarget({ node: builder.nodes.length - 1 }, arrays);
}

function writeNegatives({ ints }: TableWriter, negative: readonly Filed[]): Negatives {
  const numbers = new Map<string, number>();
  const samples: Check[] = [];
  const at = ints.length;
  for (const { check, target } of negative) {
    const name = `${check.comparison.kind} ${check.arrays}`;
    const number = numbers.get(name) ?? samples.length;
    if (number === samples.length) samples.push(check);
    numbers.set(name, number);
    append(ints, [0, target, number]);
  }
  return { allCompareText: samples.every(({ comparison }) => "texts" in comparison), samples, at, end: ints.length };
}

function listIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const list: V[] = [];
  map.set(key, list);
  return list;
}
