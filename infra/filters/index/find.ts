import type { Event } from "../../catalog/event.ts";
import { elementsOf } from "../match/elements.ts";
import type { Semantics } from "../semantics.ts";
import { type Check, holds } from "./check.ts";
import type { Entry, Lookup, NegativeGroup, Node, TypeIndex } from "./node.ts";
import { visitNumber } from "./number-table.ts";
import { addPosition, type PositionSet } from "./position-set.ts";
import { type Slot, valueIn } from "./slot.ts";
import { type Tables, type Target, visitTargets } from "./tables.ts";
import { type ValueTable, visitText } from "./value-table.ts";

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
  /** While the elements of an array are looked up: conditions that do not look into arrays are passed over. */
  let insideArray = false;

  const addSettled = (position: Target): void => addPosition(found, position);

  const addMember = (target: Target): void => {
    if (insideArray && (target & 1) === 0) return;
    const member = target >> 1;
    if (member >= 0) addPosition(found, member);
    else visitBelow(nodes[~member]);
  };

  const visitBelow = (node: Node | undefined): void => {
    if (node === undefined || node.visitedFor === eventNumber) return;
    node.visitedFor = eventNumber;
    const outside = insideArray;
    insideArray = false;
    visitNode(node);
    insideArray = outside;
  };

  const mark = (place: Target): void => {
    tables.ints[place] = 1;
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

  const visitLookup = ({ slot, positive, asked, negative }: Lookup): void => {
    const value = valueIn(slot, event, eventNumber);
    if (positive !== undefined) visitValue(positive, slot, value, addMember);
    for (let at = 0; at < asked.length; at += 1) {
      const each = asked[at];
      if (each !== undefined && holds(each.check, event, eventNumber)) addMember(each.target);
    }
    for (let at = 0; at < negative.length; at += 1) {
      const group = negative[at];
      if (group !== undefined) visitNegative(group, slot, value);
    }
  };

  const visitNegative = ({ sample, failing, marksAt, marksEnd }: NegativeGroup, slot: Slot, value: unknown): void => {
    if (isCompared(sample, value)) visitValue(failing, slot, value, mark);
    else if (!holds(sample, event, eventNumber)) return;
    const { ints } = tables;
    for (let at = marksAt; at < marksEnd; at += 2) {
      if (ints[at] === 0) addMember(ints[at + 1] ?? 0);
      else ints[at] = 0;
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

  const visitValue = (table: ValueTable, slot: Slot, value: unknown, visit: (target: Target) => void): void => {
    if (typeof value === "string") {
      if (table.texts !== undefined) visitText(tables, table.texts, value, slot.table, visit);
    } else if (Array.isArray(value)) visitElements(table, slot, value, visit);
    else {
      visitOther(table, value, visit);
      const isScalar = typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
      if (readsAsText && isScalar && table.texts !== undefined) {
        visitText(tables, table.texts, String(value), slot.table, visit);
      }
    }
  };

  const visitElements = (
    table: ValueTable,
    slot: Slot,
    array: readonly unknown[],
    visit: (target: Target) => void,
  ): void => {
    insideArray = true;
    for (const element of elements(array)) {
      if (typeof element !== "string") visitOther(table, element, visit);
      else if (table.texts !== undefined) visitText(tables, table.texts, element, slot.table, visit);
    }
    insideArray = false;
  };

  const visitOther = (table: ValueTable, value: unknown, visit: (target: Target) => void): void => {
    if (typeof value === "number" || typeof value === "bigint") {
      if (table.numbers !== undefined) visitNumber(tables, table.numbers, value, visit);
    } else if (typeof value === "boolean") {
      const targets = value ? table.whenTrue : table.whenFalse;
      if (targets !== undefined) visitTargets(tables, targets, visit);
    }
  };

  return (given, index) => {
    event = given;
    eventNumber += 1;
    tables = index.tables;
    nodes = index.nodes;
    visitNode(index.root);
  };
}
