/** Remembers which events were handled: Event Grid delivers at least once, and now and then twice. */
export interface Inbox {
  has(id: string): boolean;
  add(id: string): void;
}

/** In memory, the latest `size` events; a handler in several processes wants a store that they share. */
export function memoryInbox(size = 10_000): Inbox {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.delete(id);
      ids.add(id);
      // A set keeps the order of insertion: the first is the oldest.
      if (ids.size > size) for (const oldest of ids) return void ids.delete(oldest);
    },
  };
}
