import { type Check, selectivity } from "./check.ts";
import type { Entry, Lookup, Negatives, Node, TypeIndex } from "./node.ts";
import { wordsFor, writeBits } from "./reached.ts";
import type { Slot } from "./slot.ts";
import { finished, type TableWriter, tableWriter } from "./tables.ts";
import { type Target, target, targetOfAll } from "./target.ts";
import { writeValueLookup } from "./value-lookup.ts";

/** Below this, asking one by one is as fast as looking up. */
const fewMembers = 4;
/** Each level of nodes settles one more condition of its members; beyond this many, the rest are asked one by one. */
const mostLevels = 8;
/** More members than this are not filed one by one. */
const mostFiled = 16;

/** A subscription of an event type: its place in the whole list, and what it asks. */
export interface Member {
  readonly position: number;
  readonly name: string;
  readonly checks: readonly Check[];
}

/** Arranges the subscriptions of one event type, which come in the order of their places. */
export function buildTypeIndex(members: readonly Member[]): TypeIndex {
  const memberWords = wordsFor(members.length);
  const builder: Builder = { writer: tableWriter(), nodes: [], firstNode: memberWords << 5 };
  const entries = members.map(({ checks }, member) => ({ member, checks }));
  const root = buildNode(builder, entries, 0);
  return {
    positions: members.map(({ position }) => position),
    names: members.map(({ name }) => name),
    memberWords,
    root,
    nodes: builder.nodes,
    tables: finished(builder.writer),
  };
}

interface Builder {
  readonly writer: TableWriter;
  readonly nodes: Node[];
  /** The bit of the first of the nodes. */
  readonly firstNode: number;
}

function buildNode(builder: Builder, members: readonly Entry[], level: number): Node {
  const counts = countChecks(members);
  const shared = [...counts].filter(([, count]) => count === members.length).map(([check]) => check);
  const isShared = new Set(shared);
  const rest = shared.length === 0 ? members : members.map((member) => without(member, (check) => isShared.has(check)));
  const { settled, asking } = divided(rest);
  const bits = settled.length === 0 ? undefined : writeBits(builder.writer, settled);
  if (members.length <= fewMembers || level >= mostLevels)
    return { shared, settled: bits, entries: asking, lookups: [] };
  const entries: Entry[] = [];
  const bySlot = new Map<Slot, [Entry, Check][]>();
  for (const member of asking) {
    const check = mostSelective(member.checks, counts);
    if (check === undefined) entries.push(member);
    else listIn(bySlot, check.slot).push([member, check]);
  }
  const lookups = [...bySlot].map(([slot, found]) => buildLookup(builder, slot, found, level));
  return { shared, settled: bits, entries, lookups };
}

function countChecks(members: readonly Entry[]): Map<Check, number> {
  const counts = new Map<Check, number>();
  for (const { checks } of members) for (const check of checks) counts.set(check, (counts.get(check) ?? 0) + 1);
  return counts;
}

function without({ member, checks }: Entry, drop: (check: Check) => boolean): Entry {
  return { member, checks: checks.filter((check) => !drop(check)) };
}

/** Members that ask nothing, and those that do. */
function divided(members: readonly Entry[]): { readonly settled: number[]; readonly asking: readonly Entry[] } {
  return {
    settled: members.filter(({ checks }) => checks.length === 0).map(({ member }) => member),
    asking: members.filter(({ checks }) => checks.length > 0),
  };
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

function buildLookup(builder: Builder, slot: Slot, found: readonly (readonly [Entry, Check])[], level: number): Lookup {
  const membersOf = new Map<Check, Entry[]>();
  for (const [member, check] of found) listIn(membersOf, check).push(without(member, (each) => each === check));

  const filed: { readonly comparison: Check["comparison"]; readonly target: Target }[] = [];
  const asked: { readonly check: Check; readonly target: Target }[] = [];
  const negative: { readonly check: Check; readonly bits: readonly number[] }[] = [];
  for (const [check, members] of membersOf) {
    const { comparison, negative: removes, arrays } = check;
    const bits = bitsOf(builder, members, level);
    const comparesNothing = comparison.kind === "is-null" || comparison.kind === "is-not-null";
    const targets = bits.map((bit) => target(bit, removes, arrays));
    if (comparesNothing) asked.push({ check, target: targetOfAll(builder.writer, targets) });
    else for (const target of targets) filed.push({ comparison, target });
    if (removes) negative.push({ check, bits });
  }
  return {
    slot,
    ...writeValueLookup(builder.writer, filed),
    asked: asked.length > 0 ? asked : undefined,
    negatives: negative.length > 0 ? writeNegatives(builder.writer, negative) : undefined,
  };
}

/**
 * What is reached where a condition holds: its members that ask nothing else, and a node for the others. They are filed
 * under each value of the condition, so that where they are many, one node stands for all.
 */
function bitsOf(builder: Builder, members: readonly Entry[], level: number): readonly number[] {
  const { settled, asking } = divided(members);
  const areFew = settled.length <= mostFiled;
  if (asking.length === 0 && areFew) return settled;
  const { nodes, firstNode } = builder;
  const number = nodes.length;
  // A node has its number before those below it, so that visiting them in order visits all.
  nodes.length += 1;
  nodes[number] = buildNode(builder, areFew ? asking : members, level + 1);
  return areFew ? [...settled, firstNode + number] : [firstNode + number];
}

function writeNegatives(
  writer: TableWriter,
  negative: readonly { readonly check: Check; readonly bits: readonly number[] }[],
): Negatives {
  const kinds = new Map<string, { readonly sample: Check; readonly bits: number[] }>();
  for (const { check, bits } of negative) {
    const name = `${check.comparison.kind} ${check.arrays}`;
    const kind = kinds.get(name) ?? { sample: check, bits: [] };
    for (const bit of bits) kind.bits.push(bit);
    kinds.set(name, kind);
  }
  return {
    allCompareText: negative.every(({ check: { comparison } }) => "texts" in comparison),
    all: writeBits(
      writer,
      negative.flatMap(({ bits }) => bits),
    ),
    kinds: [...kinds.values()].map(({ sample, bits }) => ({ sample, bits: writeBits(writer, bits) })),
  };
}

function listIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const list: V[] = [];
  map.set(key, list);
  return list;
}
