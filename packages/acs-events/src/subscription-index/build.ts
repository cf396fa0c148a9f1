import { wordsFor, writeBits } from "./bitset.ts";
import { type Condition, selectivity } from "./condition.ts";
import type { Candidate, Group, Lookup, Negatives, TypeIndex } from "./group.ts";
import type { KeyValue } from "./key-value.ts";
import { type Posting, posting, postingOfAll } from "./posting.ts";
import { finished, type TableWriter, tableWriter } from "./tables.ts";
import { writeValueLookup } from "./value-lookup.ts";

/** Below this, asking one by one is as fast as looking up. */
const fewMembers = 4;
/** Each level of groups settles one more condition of its members; beyond this many, the rest are asked one by one. */
const mostLevels = 8;
/** More members than this are not indexed one by one. */
const mostIndexed = 16;

/** A subscription of an event type: its place in the whole list, and what it asks. */
export interface Member {
  readonly position: number;
  readonly name: string;
  readonly conditions: readonly Condition[];
}

/** Arranges the subscriptions of one event type, which come in the order of their places. */
export function buildTypeIndex(members: readonly Member[]): TypeIndex {
  const memberWords = wordsFor(members.length);
  const builder: Builder = { writer: tableWriter(), groups: [], firstGroup: memberWords << 5 };
  const candidates = members.map(({ conditions }, member) => ({ member, conditions }));
  const root = buildGroup(builder, candidates, 0);
  return {
    positions: members.map(({ position }) => position),
    names: members.map(({ name }) => name),
    memberWords,
    root,
    groups: builder.groups,
    tables: finished(builder.writer),
  };
}

interface Builder {
  readonly writer: TableWriter;
  readonly groups: Group[];
  /** The bit of the first of the groups. */
  readonly firstGroup: number;
}

function buildGroup(builder: Builder, members: readonly Candidate[], level: number): Group {
  const counts = countConditions(members);
  const shared = [...counts].filter(([, count]) => count === members.length).map(([condition]) => condition);
  const isShared = new Set(shared);
  const rest =
    shared.length === 0 ? members : members.map((member) => without(member, (condition) => isShared.has(condition)));
  const { settled, conditional } = divided(rest);
  const bits = settled.length === 0 ? undefined : writeBits(builder.writer, settled);
  if (members.length <= fewMembers || level >= mostLevels)
    return { shared, settled: bits, candidates: conditional, lookups: [] };
  const candidates: Candidate[] = [];
  const byKeyValue = new Map<KeyValue, [Candidate, Condition][]>();
  for (const member of conditional) {
    const condition = mostSelective(member.conditions, counts);
    if (condition === undefined) candidates.push(member);
    else listIn(byKeyValue, condition.keyValue).push([member, condition]);
  }
  const lookups = [...byKeyValue].map(([keyValue, found]) => buildLookup(builder, keyValue, found, level));
  return { shared, settled: bits, candidates, lookups };
}

function countConditions(members: readonly Candidate[]): Map<Condition, number> {
  const counts = new Map<Condition, number>();
  for (const { conditions } of members)
    for (const condition of conditions) counts.set(condition, (counts.get(condition) ?? 0) + 1);
  return counts;
}

function without({ member, conditions }: Candidate, drop: (condition: Condition) => boolean): Candidate {
  return { member, conditions: conditions.filter((condition) => !drop(condition)) };
}

/** Members that ask nothing, and those that do. */
function divided(members: readonly Candidate[]): {
  readonly settled: number[];
  readonly conditional: readonly Candidate[];
} {
  return {
    settled: members.filter(({ conditions }) => conditions.length === 0).map(({ member }) => member),
    conditional: members.filter(({ conditions }) => conditions.length > 0),
  };
}

function mostSelective(
  conditions: readonly Condition[],
  counts: ReadonlyMap<Condition, number>,
): Condition | undefined {
  let best: Condition | undefined;
  for (const condition of conditions) {
    if (!condition.indexable) continue;
    if (best === undefined) best = condition;
    const difference = selectivity(condition) - selectivity(best);
    if (difference < 0 || (difference === 0 && (counts.get(condition) ?? 0) < (counts.get(best) ?? 0)))
      best = condition;
  }
  return best;
}

function buildLookup(
  builder: Builder,
  keyValue: KeyValue,
  found: readonly (readonly [Candidate, Condition])[],
  level: number,
): Lookup {
  const membersOf = new Map<Condition, Candidate[]>();
  for (const [member, condition] of found)
    listIn(membersOf, condition).push(without(member, (each) => each === condition));

  const indexed: { readonly comparison: Condition["comparison"]; readonly posting: Posting }[] = [];
  const asked: { readonly condition: Condition; readonly posting: Posting }[] = [];
  const negative: { readonly condition: Condition; readonly bits: readonly number[] }[] = [];
  for (const [condition, members] of membersOf) {
    const { comparison, negative: removes, arrays } = condition;
    const bits = bitsOf(builder, members, level);
    const comparesNothing = comparison.kind === "is-null" || comparison.kind === "is-not-null";
    const postings = bits.map((bit) => posting(bit, removes, arrays));
    if (comparesNothing) asked.push({ condition, posting: postingOfAll(builder.writer, postings) });
    else for (const posting of postings) indexed.push({ comparison, posting });
    if (removes) negative.push({ condition, bits });
  }
  return {
    keyValue,
    ...writeValueLookup(builder.writer, indexed),
    asked: asked.length > 0 ? asked : undefined,
    negatives: negative.length > 0 ? writeNegatives(builder.writer, negative) : undefined,
  };
}

/**
 * The bits to set where a condition holds: its members that ask nothing else, and a group for the others. They are indexed
 * under each value of the condition, so that where they are many, one group stands for all.
 */
function bitsOf(builder: Builder, members: readonly Candidate[], level: number): readonly number[] {
  const { settled, conditional } = divided(members);
  const areFew = settled.length <= mostIndexed;
  if (conditional.length === 0 && areFew) return settled;
  const { groups, firstGroup } = builder;
  const number = groups.length;
  // A group has its number before those below it, so that visiting them in order visits all.
  groups.length += 1;
  groups[number] = buildGroup(builder, areFew ? conditional : members, level + 1);
  return areFew ? [...settled, firstGroup + number] : [firstGroup + number];
}

function writeNegatives(
  writer: TableWriter,
  negative: readonly { readonly condition: Condition; readonly bits: readonly number[] }[],
): Negatives {
  const kinds = new Map<string, { readonly sample: Condition; readonly bits: number[] }>();
  for (const { condition, bits } of negative) {
    const name = `${condition.comparison.kind} ${condition.arrays}`;
    const kind = kinds.get(name) ?? { sample: condition, bits: [] };
    for (const bit of bits) kind.bits.push(bit);
    kinds.set(name, kind);
  }
  return {
    allCompareText: negative.every(({ condition: { comparison } }) => "texts" in comparison),
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
