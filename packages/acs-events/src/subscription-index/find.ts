import type { Event } from "../catalog/event.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { elementsOf } from "../filters/match/elements.ts";
import { isJsonNumber } from "../json/exact-number.ts";
import { addBit, addBits, type Bitset, lowestBit, removeBit } from "./bitset.ts";
import { type Condition, holds } from "./condition.ts";
import type { Candidate, Group, Lookup, Negatives, TypeIndex } from "./group.ts";
import { type KeyValue, valueIn } from "./key-value.ts";
import { visitNumber } from "./number-table.ts";
import { arraysBit, type Posting, postingShift, removesBit } from "./posting.ts";
import { none, type Tables } from "./tables.ts";
import { type ValueLookup, visitText } from "./value-lookup.ts";

/**
 * Finds the subscriptions of an event in the index of its type, and leaves their bits in `bitset`. The functions
 * share their state, which belongs to one event at a time: the work is done in one go, and nothing in it calls anything
 * of the caller's.
 */
export function findMembers(assumptions: Assumptions, bitset: Bitset): (event: Event, index: TypeIndex) => void {
  const readsAsText = assumptions.typeMismatch === "as-text";
  const elements = elementsOf(assumptions);
  let event: Event;
  let eventNumber = 0;
  let tables: Tables;
  /** While the elements of an array are looked up: conditions that do not look into arrays are passed over. */
  let insideArray = false;

  const visit = (posting: Posting): void => {
    if (posting >= 0) reach(posting);
    else visitAll(~posting);
  };

  const visitAll = (at: number): void => {
    const { ints } = tables;
    const end = at + (ints[at] ?? 0);
    for (let each = at + 1; each <= end; each += 1) reach(ints[each] ?? 0);
  };

  const reach = (posting: Posting): void => {
    if (insideArray && (posting & arraysBit) === 0) return;
    if ((posting & removesBit) === 0) addBit(bitset, posting >> postingShift);
    else removeBit(bitset, posting >> postingShift);
  };

  const visitGroup = ({ shared, settled, candidates, lookups }: Group): void => {
    for (let at = 0; at < shared.length; at += 1) {
      const condition = shared[at];
      if (condition !== undefined && !holds(condition, event, eventNumber)) return;
    }
    if (settled !== undefined) addBits(bitset, tables.ints, settled);
    for (let at = 0; at < candidates.length; at += 1) {
      const candidate = candidates[at];
      if (candidate !== undefined && holdsAll(candidate)) addBit(bitset, candidate.member);
    }
    for (let at = 0; at < lookups.length; at += 1) {
      const lookup = lookups[at];
      if (lookup !== undefined) visitLookup(lookup);
    }
  };

  const holdsAll = ({ conditions }: Candidate): boolean => {
    for (let at = 0; at < conditions.length; at += 1) {
      const condition = conditions[at];
      if (condition !== undefined && !holds(condition, event, eventNumber)) return false;
    }
    return true;
  };

  const visitLookup = (lookup: Lookup): void => {
    const { keyValue, asked, negatives } = lookup;
    const value = valueIn(keyValue, event, eventNumber);
    if (negatives !== undefined) addNegatives(negatives, value);
    if (value !== undefined) visitValue(lookup, keyValue, value);
    if (asked === undefined) return;
    for (let at = 0; at < asked.length; at += 1) {
      const each = asked[at];
      if (each !== undefined && holds(each.condition, event, eventNumber)) visit(each.posting);
    }
  };

  const addNegatives = ({ allCompareText, all, kinds }: Negatives, value: unknown): void => {
    if (allCompareText && typeof value === "string") addBits(bitset, tables.ints, all);
    else {
      for (const { sample, bits } of kinds) {
        if (isCompared(sample, value) || holds(sample, event, eventNumber)) addBits(bitset, tables.ints, bits);
      }
    }
  };

  /** Whether the answer depends on the values that a condition names; if not, all of a kind answer alike. */
  const isCompared = ({ arrays, comparison }: Condition, value: unknown): boolean => {
    const comparesText = "texts" in comparison;
    switch (typeof value) {
      case "string":
        return comparesText;
      case "number":
      case "bigint":
        return !comparesText || readsAsText;
      case "boolean":
        return comparesText && readsAsText;
      default:
        if (isJsonNumber(value)) return !comparesText || readsAsText;
        return arrays && Array.isArray(value) && value.length > 0;
    }
  };

  const visitValue = (lookup: ValueLookup, keyValue: KeyValue, value: unknown): void => {
    if (typeof value === "string") visitString(lookup, keyValue, value);
    else if (Array.isArray(value)) visitElements(lookup, keyValue, value);
    else {
      visitOther(lookup, value);
      const isScalar = typeof value === "boolean" || isJsonNumber(value);
      if (readsAsText && isScalar) visitString(lookup, keyValue, String(value));
    }
  };

  const visitString = (lookup: ValueLookup, keyValue: KeyValue, value: string): void => {
    if (lookup.comparesText) visitText(tables, lookup, value, keyValue.table, visit);
  };

  const visitElements = (lookup: ValueLookup, keyValue: KeyValue, array: readonly unknown[]): void => {
    insideArray = true;
    for (const element of elements(array)) {
      if (typeof element === "string") visitString(lookup, keyValue, element);
      else visitOther(lookup, element);
    }
    insideArray = false;
  };

  const visitOther = (lookup: ValueLookup, value: unknown): void => {
    if (isJsonNumber(value)) {
      if (lookup.numbers !== undefined) visitNumber(tables, lookup.numbers, value, visit);
    } else if (typeof value === "boolean") {
      const posting = value ? lookup.whenTrue : lookup.whenFalse;
      if (posting !== none) visit(posting);
    }
  };

  return (given, index) => {
    event = given;
    eventNumber += 1;
    tables = index.tables;
    visitGroup(index.root);
    const { groups, memberWords } = index;
    // What a group reaches is among the members, or comes after it.
    const end = groups.length === 0 ? 0 : memberWords + ((groups.length + 31) >>> 5);
    for (let word = memberWords; word < end; word += 1) {
      for (let bits = bitset[word] ?? 0; bits !== 0; bits = bitset[word] ?? 0) {
        const bit = lowestBit(bits);
        bitset[word] = bits & (bits - 1);
        const group = groups[((word - memberWords) << 5) + bit];
        if (group !== undefined) visitGroup(group);
      }
    }
  };
}
