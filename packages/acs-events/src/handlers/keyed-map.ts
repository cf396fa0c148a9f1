import type { InboxKey } from "./inbox.ts";
import { foldedSource } from "./inbox-key.ts";

/** By source, then by handler, then by id. */
type Scopes<V> = Map<string, Map<string, Map<string, V | undefined>>>;

/** How many places of removed values may be left before they are cleared. */
const emptyPlaces = 1_024;

/**
 * Values by key of the inbox, sources compared without case. Events of one batch have one source and few handlers, so
 * the id alone decides nearly always, and no text has to be made of a key.
 *
 * A removed value leaves its place behind, and all places are made again from time to time. A JavaScript `Map` that is
 * added to and deleted from all the time leaves tables behind that hold on to its values until the next full
 * collection: these took a quarter of the time of a receiver.
 */
export class KeyedMap<V> {
  #scopes: Scopes<V> = new Map();
  #size = 0;
  /** How many places were left behind, at most. */
  #removed = 0;
  #lastSource = "";
  #lastHandler = "";
  #last: Map<string, V | undefined> | undefined;

  get size(): number {
    return this.#size;
  }

  get(key: InboxKey): V | undefined {
    return this.#find(key)?.get(key.id);
  }

  /** Adds a value, unless there is one for this key: then that one is returned. */
  add(key: InboxKey, value: V): V | undefined {
    const scope = this.#find(key) ?? this.#make(key);
    const known = scope.get(key.id);
    if (known !== undefined) return known;
    scope.set(key.id, value);
    this.#size += 1;
    return undefined;
  }

  /** Puts a value in the place of the one that there is for this key. */
  replace(key: InboxKey, value: V): void {
    this.#find(key)?.set(key.id, value);
  }

  /** Removes the value that there is for this key. */
  remove(key: InboxKey): void {
    this.#find(key)?.set(key.id, undefined);
    this.#size -= 1;
    this.#removed += 1;
    if (this.#removed > Math.max(emptyPlaces, this.#size)) this.#clearAway();
  }

  /** Removes every value that is not to be kept. Returns how many. */
  removeUnless(keep: (value: V) => boolean): number {
    const before = this.#size;
    for (const scope of this.#all()) {
      for (const [id, value] of scope) {
        if (value === undefined || keep(value)) continue;
        scope.set(id, undefined);
        this.#size -= 1;
      }
    }
    this.#clearAway();
    return before - this.#size;
  }

  *values(): Generator<V> {
    for (const scope of this.#all()) for (const value of scope.values()) if (value !== undefined) yield value;
  }

  *#all(): Generator<Map<string, V | undefined>> {
    for (const handlers of this.#scopes.values()) yield* handlers.values();
  }

  #find({ handler, source }: InboxKey): Map<string, V | undefined> | undefined {
    const folded = foldedSource(source);
    if (this.#last !== undefined && folded === this.#lastSource && handler === this.#lastHandler) return this.#last;
    const scope = this.#scopes.get(folded)?.get(handler);
    if (scope !== undefined) {
      this.#lastSource = folded;
      this.#lastHandler = handler;
      this.#last = scope;
    }
    return scope;
  }

  #make({ handler, source }: InboxKey): Map<string, V | undefined> {
    const folded = foldedSource(source);
    const handlers = this.#scopes.get(folded) ?? new Map<string, Map<string, V | undefined>>();
    const scope = new Map<string, V | undefined>();
    this.#scopes.set(folded, handlers.set(handler, scope));
    return scope;
  }

  /** Makes all places again, without those of removed values, and without sources and handlers that have none. */
  #clearAway(): void {
    const before = this.#scopes;
    this.#scopes = new Map();
    this.#last = undefined;
    this.#removed = 0;
    for (const [source, handlers] of before) {
      for (const [handler, scope] of handlers) {
        const live = [...scope].filter(([, value]) => value !== undefined);
        if (live.length === 0) continue;
        const kept = this.#scopes.get(source) ?? new Map<string, Map<string, V | undefined>>();
        this.#scopes.set(source, kept.set(handler, new Map(live)));
      }
    }
  }
}
