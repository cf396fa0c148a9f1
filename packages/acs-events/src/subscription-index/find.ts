import type { Event } from "../catalog/event.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { elementsOf } from "../filters/match/elements.ts";
import { isJsonNumber } from "../json/exact-number.ts";
import { type Check, holds } from "./check.ts";
import type { Entry, Lookup, Negatives, Node, TypeIndex } from "./node.ts";
import { visitNumber } from "./number-table.ts";
import { addBit, addBits, lowestBit, type Reached, removeBit } from "./reached.ts";
import { type Slot, valueIn } from "./slot.ts";
import { none, type Tables } from "./tables.ts";
import { arraysBit, removesBit, type Target, targetShift } from "./target.ts";
import { type ValueLookup, visitText } from "./value-lookup.ts";

/**
 * Finds the subscriptions of an event in the index of its type, and leaves their bits in `reached`. The functions
 * share their state, which belongs to one event at a time: the work is done in one go, and nothing in it calls anything
 * of the caller's.
 */
export function findMembers(assumptions: Assumptions, reached: Reached): (event: Event, index: TypeIndex) => void {
  const readsAsText = assumptions.typeMismatch === "as-text";
  const elements = elementsOf(assumptions);
  let event: Event;
  let eventNumber = 0;
  let tables: Tables;
  /** While the elements of an array are looked up: conditions that do not look into arrays are passed over. */
  let insideArray = false;

  const visit = (target: Target): void => {
    if (target >= 0) reach(target);
    else visitAll(~target);
  };

  const visitAll = (at: number): void => {
    const { ints } = tables;
    const end = at + (ints[at] ?? 0);
    for (let each = at + 1; each <= end; each += 1) reach(ints[each] ?? 0);
  };

  const reach = (target: Target): void => {
    if (insideArray && (target & arraysBit) === 0) return;
    if ((target & removesBit) === 0) addBit(reached, target >> targetShift);
    else removeBit(reached, target >> targetShift);
  };

  const visitNode = ({ shared, settled, entries, lookups }: Node): void => {
    for (let at = 0; at < shared.length; at += 1) {
      const check = shared[at];
      if (check !== undefined && !holds(check, event, eventNumber)) return;
    }
    if (settled !== undefined) addBits(reached, tables.ints, settled);
    for (let at = 0; at < entries.length; at += 1) {
      const entry = entries[at];
      if (entry !== undefined && holdsAll(entry)) addBit(reached, entry.member);
    }
    for (let at = 0; at < lookups.length; at += 1) {
      const lookup = lookups[at];
      if (lookup !== undefined) visitLookup(lookup);
    }
  };

  const holdsAll = ({ checks }: Entry): boolean => {
    for (let at = 0; at < checks.length; at += 1) {
      const check = checks[at];
      if (check !== undefined && !holds(check, event, eventNumber)) return false;
    }
    return true;
  };

  const visitLookup = (lookup: Lookup): void => {
    const { slot, asked, negatives } = lookup;
    const value = valueIn(slot, event, eventNumber);
    if (negatives !== undefined) addNegatives(negatives, value);
    if (value !== undefined) visitValue(lookup, slot, value);
    if (asked === undefined) return;
    for (let at = 0; at < asked.length; at += 1) {
      const each = asked[at];
      if (each !== undefined && holds(each.check, event, eventNumber)) visit(each.target);
    }
  };

  const addNegatives = ({ allCompareText, all, kinds }: Negatives, value: unknown): void => {
    if (allCompareText && typeof value === "string") addBits(reached, tables.ints, all);
    else {
      for (const { sample, bits } of kinds) {
        if (isCompared(sample, value) || holds(sample, event, eventNumber)) addBits(reached, tables.ints, bits);
      }
    }
  };

  /** Whether the answer depends on the values that a condition names; if not, all of a kind answer alike. */
  const isCompared = ({ arrays, comparison }: Check, value: unknown): boolean => {
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

  const visitValue = (lookup: ValueLookup, slot: Slot, value: unknown): void => {
    if (typeof value === "string") visitString(lookup, slot, value);
    else if (Array.isArray(value)) visitElements(lookup, slot, value);
    else {
      visitOther(lookup, value);
      const isScalar = typeof value === "boolean" || isJsonNumber(value);
      if (readsAsText && isScalar) visitString(lookup, slot, String(value));
    }
  };

  const visitString = (lookup: ValueLookup, slot: Slot, value: string): void => {
    if (lookup.comparesText) visitText(tables, lookup, value, slot.table, visit);
  };

  const visitElements = (lookup: ValueLookup, slot: Slot, array: readonly unknown[]): void => {
    insideArray = true;
    for (const element of elements(array)) {
      if (typeof element === "string") visitString(lookup, slot, element);
      else visitOther(lookup, element);
    }
    insideArray = false;
  };

  const visitOther = (lookup: ValueLookup, value: unknown): void => {
    if (isJsonNumber(value)) {
      if (lookup.numbers !== undefined) visitNumber(tables, lookup.numbers, value, visit);
    } else if (typeof value === "boolean") {
      const target = value ? lookup.whenTrue : lookup.whenFalse;
      if (target !== none) visit(target);
    }
  };

  return (given, index) => {
    event = given;
    eventNumber += 1;
    tables = index.tables;
    visitNode(index.root);
    const { nodes, memberWords } = index;
    // What a node reaches is among the members, or comes after it.
    const end = nodes.length === 0 ? 0 : memberWords + ((nodes.length + 31) >>> 5);
    for (let word = memberWords; word < end; word += 1) {
      for (let bits = reached[word] ?? 0; bits !== 0; bits = reached[word] ?? 0) {
        const bit = lowestBit(bits);
        reached[word] = bits & (bits - 1);
        const node = nodes[((word - memberWords) << 5) + bit];
        if (node !== undefined) visitNode(node);
      }
    }
  };
}
