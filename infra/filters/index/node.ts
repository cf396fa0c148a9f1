import type { Comparison } from "../match/comparison.ts";
import { type Check, selectivity } from "./check.ts";
import type { Slot } from "./slot.ts";
import { type ValueIndex, valueIndex } from "./value-index.ts";

/**
 * A group of subscriptions, arranged so that an event meets few of them. Every subscription is in exactly one place
 * below a node, under the one condition that is expected to leave it out most often; what it asks besides is asked
 * there. So a subscription is found at most once, and nothing is ever counted.
 */
export interface Node {
  /** What all members ask; where one of these fails, none of them gets the event. */
  readonly shared: readonly Check[];
  /** Members that are asked one by one. */
  readonly entries: readonly Entry[];
  readonly lookups: readonly Lookup[];
}

/** A subscription, by its place in the list, and what is left to ask. */
export interface Entry {
  readonly position: number;
  readonly checks: readonly Check[];
}

/** Members that are found by what one slot holds. */
export interface Lookup {
  readonly slot: Slot;
  readonly positive: ValueIndex<Posting> | undefined;
  /** Null checks: there are four at most, so that they are simply asked. */
  readonly asked: readonly Posting[];
  readonly negative: readonly NegativeGroup[];
}

/** The members that share a condition. */
export interface Posting {
  readonly check: Check;
  readonly node: Node;
  /** The number of the event that last hit the condition's comparison. */
  hitFor: number;
}

/**
 * Negative conditions of one operator. Their values say which of them fail: all the others hold, unless the slot holds
 * nothing that they could be compared with; then they all give the same answer, and `sample` gives it.
 */
export interface NegativeGroup {
  readonly sample: Check;
  readonly failing: ValueIndex<Posting>;
  readonly postings: readonly Posting[];
}

interface Member {
  readonly position: number;
  readonly checks: readonly Check[];
}

/** Below this, asking one by one is as fast as looking up. */
const fewMembers = 8;
const fewInSlot = 3;
/** Each level of nodes settles one more condition of its members; beyond this many, the rest are asked one by one. */
const mostLevels = 8;

export function buildNode(members: readonly Member[], level = 0): Node {
  const counts = countChecks(members);
  const shared = [...counts].filter(([, count]) => count === members.length).map(([check]) => check);
  const isShared = new Set(shared);
  const rest = shared.length === 0 ? members : members.map((member) => without(member, (check) => isShared.has(check)));
  if (members.length <= fewMembers || level >= mostLevels) return { shared, entries: rest, lookups: [] };

  const entries: Entry[] = [];
  const bySlot = new Map<Slot, [Member, Check][]>();
  for (const member of rest) {
    const check = mostSelective(member.checks, counts);
    if (check === undefined) {
      entries.push(member);
      continue;
    }
    const ofSlot = bySlot.get(check.slot);
    if (ofSlot === undefined) bySlot.set(check.slot, [[member, check]]);
    else ofSlot.push([member, check]);
  }
  const lookups: Lookup[] = [];
  for (const [slot, found] of bySlot) {
    if (found.length <= fewInSlot) for (const [member] of found) entries.push(member);
    else lookups.push(buildLookup(slot, found, level));
  }
  return { shared, entries, lookups };
}

function countChecks(members: readonly Member[]): Map<Check, number> {
  const counts = new Map<Check, number>();
  for (const { checks } of members) for (const check of checks) counts.set(check, (counts.get(check) ?? 0) + 1);
  return counts;
}

function without({ position, checks }: Member, drop: (check: Check) => boolean): Member {
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

function buildLookup(slot: Slot, found: readonly (readonly [Member, Check])[], level: number): Lookup {
  const membersOf = new Map<Check, Member[]>();
  for (const [member, check] of found) {
    const reduced = without(member, (each) => each === check);
    const members = membersOf.get(check);
    if (members === undefined) membersOf.set(check, [reduced]);
    else members.push(reduced);
  }
  const positive: (readonly [Comparison, Posting])[] = [];
  const asked: Posting[] = [];
  const negative = new Map<string, [Comparison, Posting][]>();
  for (const [check, members] of membersOf) {
    const posting: Posting = { check, node: buildNode(members, level + 1), hitFor: 0 };
    const { kind } = check.comparison;
    if (kind === "is-null" || kind === "is-not-null") asked.push(posting);
    else if (!check.negative) positive.push([check.comparison, posting]);
    else {
      const group = `${kind} ${check.arrays}`;
      const pairs = negative.get(group) ?? [];
      pairs.push([check.comparison, posting]);
      negative.set(group, pairs);
    }
  }
  return {
    slot,
    positive: positive.length > 0 ? valueIndex(positive) : undefined,
    asked,
    negative: [...negative.values()].map(negativeGroup),
  };
}

function negativeGroup(pairs: readonly (readonly [Comparison, Posting])[]): NegativeGroup {
  const postings = pairs.map(([, posting]) => posting);
  const [first] = postings;
  if (first === undefined) throw new Error("a group of negative conditions has at least one");
  return { sample: first.check, failing: valueIndex(pairs), postings };
}
