import type { Event } from "../catalog/event.ts";
import type { KeyReader } from "../filters/match/keys.ts";

/**
 * One place in an event that conditions look at. However many conditions there are, a value is looked up once an event,
 * and folded once. What was found stays until the next event, which is told by its number.
 */
export interface KeyValue {
  readonly read: KeyReader;
  /** How text is folded before it is compared, and the same for single code units. */
  readonly fold: (text: string) => string;
  readonly table: Uint16Array;
  readFor: number;
  value: unknown;
  foldedFor: number;
  folded: string;
}

export function keyValue(read: KeyReader, fold: (text: string) => string, table: Uint16Array): KeyValue {
  return { read, fold, table, readFor: 0, value: undefined, foldedFor: 0, folded: "" };
}

export function valueIn(keyValue: KeyValue, event: Event, eventNumber: number): unknown {
  if (keyValue.readFor !== eventNumber) {
    keyValue.readFor = eventNumber;
    keyValue.value = keyValue.read(event);
  }
  return keyValue.value;
}

/** The folded form of the string of the value for this event. */
export function foldedIn(keyValue: KeyValue, text: string, eventNumber: number): string {
  if (keyValue.foldedFor !== eventNumber) {
    keyValue.foldedFor = eventNumber;
    keyValue.folded = keyValue.fold(text);
  }
  return keyValue.folded;
}
