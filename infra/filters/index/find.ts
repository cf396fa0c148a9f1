import type { Event } from "../../catalog/event.ts";
import { elementsOf } from "../match/elements.ts";
import type { Semantics } from "../semantics.ts";
import { type Check, holds } from "./check.ts";
import {
  arraysBit,
  type Entry,
  type Lookup,
  markBit,
  type Negatives,
  type Node,
  negativeInts,
  type TypeIndex,
  targetShift,
} from "./node.ts";
import { visitNumber } from "./number-table.ts";
import { addPosition, type PositionSet } from "./position-set.ts";
import { type Slot, valueIn } from "./slot.ts";
import { type Tables, type Target, visitTargets } from "./tables.ts";
import { type ValueLookup, visitText } from "./value-lookup.ts";

/**
 * Finds the subscriptions of an event in the index of its type, and adds their positions to `found`. The functions
 * share their state, which belongs to one event at a time: the work is done in one go, and nothing in it calls anything
 * of the caller's.
 */
export function findMembers(semantics: Semantics, found: PositionSet): (event: Event, index: TypeIndex) => void {
  const readsAsText = semantics.typeMismatch === "as-text";
  const elements = elementsOf(semantics);
  let event: Event;
  let eventNumber = 0;
  let tables: Tables;
  let nodes: readonly Node[];
  /** Nodes that were reached and are not visited yet. */
  const pending: Node[] = [];
  /** While the elements of an array are looked up: conditions that do not look into arrays are passed over. */
  let insideArray = false;

  const addSettled = (position: Target): void => addPosition(found, position);

  const visit = (target: Target): void => {
    if (insideArray && (target & arraysBit) === 0) return;
    const meant = target >> targetShift;
    if ((target & markBit) !== 0) tables.ints[meant] = 1;
    else if (meant >= 0) addPosition(found, meant);
    else addPending(nodes[~meant]);
  };

  const addPending = (node: Node | undefined): void => {
    if (node === undefined || node.visitedFor === eventNumber) return;
    node.visitedFor = eventNumber;
    pending.push(node);
  };

  const visitNode = ({ shared, settled, entries, lookups }: Node): void => {
    for (let at = 0; at < shared.length; at += 1) {
      const check = shared[at];
      if (check !== undefined && !holds(check, event, eventNumber)) return;
    }
    if (settled !== undefined) visitTargets(tables, settled, addSettled);
    for (let at = 0; at < entries.length; at += 1) {
      const entry = entries[at];
      if (entry !== undefined && holdsAll(entry)) addPosition(found, entry.position);
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
    if (value !== undefined) visitValue(lookup, slot, value);
    if (asked !== undefined) {
      for (let at = 0; at < asked.length; at += 1) {
        const each = asked[at];
        if (each !== undefined && holds(each.check, event, eventNumber)) visit(each.target);
      }
    }
    if (negatives === undefined) return;
    if (typeof value === "string" && negatives.allCompareText) visitUnmarked(negatives);
    else visitNegatives(negatives, value);
  };

  const visitUnmarked = ({ at: first, end }: Negatives): void => {
    const { ints } = tables;
    for (let at = first; at < end; at += negativeInts) {
      const failed = ints[at] === 1;
      const member = (ints[at + 1] ?? 0) >> targetShift;
      ints[at] = 0;
      if (failed) continue;
      if (member >= 0) addPosition(found, member);
      else addPending(nodes[~member]);
    }
  };

  const visitNegatives = ({ samples, at: first, end }: Negatives, value: unknown): void => {
    const { ints } = tables;
    for (let number = 0; number < samples.length; number += 1) {
      const sample = samples[number];
      if (sample === undefined) continue;
      const holdsUnlessMarked = isCompared(sample, value) || holds(sample, event, eventNumber);
      for (let at = first; at < end; at += negativeInts) {
        if (ints[at + 2] !== number) continue;
        const failed = ints[at] === 1;
        ints[at] = 0;
        if (holdsUnlessMarked && !failed) visit(ints[at + 1] ?? 0);
      }
    }
  };

  /** Whether the answer depends on the values that a condition names; if not, all of a group answer alike. */
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
        return arrays && Array.isArray(value) && value.length > 0;
    }
  };

  const visitValue = (lookup: ValueLookup, slot: Slot, value: unknown): void => {
    if (typeof value === "string") {
      visitString(lookup, slot, value);
    } else if (Array.isArray(value)) visitElements(lookup, slot, value);
    else {
      visitOther(lookup, value);
      const isScalar = typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
      if (readsAsText && isScalar) visitString(lookup, slot, String(value));
    }
  };

  const visitString = ({ texts }: ValueLookup, slot: Slot, value: string): void => {
    if (texts === undefined) return;
    visitText(tables, texts, value, slot.table, visit);
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
    if (typeof value === "number" || typeof value === "bigint") {
      if (lookup.numbers !== undefined) visitNumber(tables, lookup.numbers, value, visit);
    } else if (typeof value === "boolean") {
      const targets = value ? lookup.whenTrue : lookup.whenFalse;
      if (targets !== undefined) visitTargets(tables, targets, visit);
    }
  };

  return (given, index) => {
    event = given;
    eventNumber += 1;
    tables = index.tables;
    nodes = index.nodes;
    visitNode(index.root);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) visitNode(node);
  };
}
