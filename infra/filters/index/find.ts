import type { Event } from "../../catalog/event.ts";
import { elementsOf } from "../match/elements.ts";
import type { Semantics } from "../semantics.ts";
import { type Check, holds } from "./check.ts";
import type { Entry, Lookup, NegativeGroup, Node, Posting } from "./node.ts";
import { foldedIn, type Slot, valueIn } from "./slot.ts";
import { type ValueIndex, visitBoolean, visitNumber, visitText } from "./value-index.ts";

/**
 * Finds the members of nodes that an event gets through to. The functions share their state, which belongs to one event
 * at a time: the work is done in one go, and nothing in it calls anything of the caller's.
 */
export function findMembers(
  semantics: Semantics,
): (event: Event, first: Node | undefined, second: Node | undefined) => number[] {
  const readsAsText = semantics.typeMismatch === "as-text";
  const elements = elementsOf(semantics);
  let event: Event;
  let eventNumber = 0;
  let found: number[] = [];
  /** Postings that were hit and are not visited yet; nested lookups add above what is there. */
  const hits: Posting[] = [];
  let elementsOnly = false;

  const record = (posting: Posting): void => {
    if (posting.hitFor === eventNumber || (elementsOnly && !posting.check.arrays)) return;
    posting.hitFor = eventNumber;
    hits.push(posting);
  };
  const exclude = (posting: Posting): void => {
    posting.hitFor = eventNumber;
  };

  const visitNode = ({ shared, entries, lookups }: Node): void => {
    for (let at = 0; at < shared.length; at += 1) {
      const check = shared[at];
      if (check !== undefined && !holds(check, event, eventNumber)) return;
    }
    for (let at = 0; at < entries.length; at += 1) {
      const entry = entries[at];
      if (entry !== undefined && holdsAll(entry)) found.push(entry.position);
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
    if (positive !== undefined) {
      const base = hits.length;
      visitValue(positive, slot, value, record);
      for (let at = base; at < hits.length; at += 1) {
        const posting = hits[at];
        if (posting !== undefined) visitNode(posting.node);
      }
      hits.length = base;
    }
    for (const posting of asked) if (holds(posting.check, event, eventNumber)) visitNode(posting.node);
    for (const group of negative) visitNegative(group, slot, value);
  };

  const visitNegative = ({ sample, failing, postings }: NegativeGroup, slot: Slot, value: unknown): void => {
    if (isCompared(sample, value)) visitValue(failing, slot, value, exclude);
    else if (!holds(sample, event, eventNumber)) return;
    for (let at = 0; at < postings.length; at += 1) {
      const posting = postings[at];
      if (posting !== undefined && posting.hitFor !== eventNumber) visitNode(posting.node);
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

  const visitValue = (
    index: ValueIndex<Posting>,
    slot: Slot,
    value: unknown,
    visit: (posting: Posting) => void,
  ): void => {
    if (typeof value === "string") visitText(index, foldedIn(slot, value, eventNumber), visit);
    else if (Array.isArray(value)) {
      elementsOnly = true;
      for (const element of elements(value)) {
        if (typeof element === "string") visitText(index, slot.fold(element), visit);
        else visitScalar(index, element, visit);
      }
      elementsOnly = false;
    } else {
      visitScalar(index, value, visit);
      if (readsAsText && (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")) {
        visitText(index, slot.fold(String(value)), visit);
      }
    }
  };

  const visitScalar = (index: ValueIndex<Posting>, value: unknown, visit: (posting: Posting) => void): void => {
    if (typeof value === "number" || typeof value === "bigint") visitNumber(index, value, visit);
    else if (typeof value === "boolean") visitBoolean(index, value, visit);
  };

  return (given, first, second) => {
    event = given;
    eventNumber += 1;
    found = [];
    if (first !== undefined) visitNode(first);
    if (second !== undefined) visitNode(second);
    return found;
  };
}
