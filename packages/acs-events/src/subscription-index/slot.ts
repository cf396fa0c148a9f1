import type { Event } from "../catalog/event.ts";
import type { KeyReader } from "../filters/match/keys.ts";

/**
 * One place in an event that conditions look at. However many conditions there are, a value is looked up once an event,
 * and folded once. What was found stays until the next event, which is told by its number.
 */
export interface Slot {
  readonly read: KeyReader;
  /** How text is folded before it is compared, and the same for single code units. */
  readonly fold: (text: string) => string;
  readonly table: Uint16Array;
  readFor: number;
  value: unknown;
  foldedFor: number;
  folded: string;
}

export function slot(read: KeyReader, fold: (text: string) => string, table: Uint16Array): Slot {
  return { read, fold, table, readFor: 0, value: undefined, foldedFor: 0, folded: "" };
}

export function valueIn(slot: Slot, event: Event, eventNumber: number): unknown {
  if (slot.readFor !== eventNumber) {
    slot.readFor = eventNumber;
    slot.value = slot.read(event);
  }
  return slot.value;
}

/** The folded form of the string that the slot holds for this event. */
export function foldedIn(slot: Slot, text: string, eventNumber: number): string {
  if (slot.foldedFor !== eventNumber) {
    slot.foldedFor = eventNumber;
    slot.folded = slot.fold(text);
  }
  return slot.folded;
}
