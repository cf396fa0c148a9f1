import { memoryDeadLetters } from "./dead-letters.ts";
import type { Claim, Completion, DeferredEvent, EffectState, Inbox, InboxKey, Lease, TakenMessage } from "./inbox.ts";
import { inboxKeyText } from "./inbox-key.ts";
import type { OutboxMessage } from "./outbox.ts";

export interface MemoryInboxOptions {
  /** How many handled events are remembered; the oldest are forgotten first. Default 10,000. */
  readonly size?: number;
  readonly now?: () => number;
}

/** An event that is not done: leased, or released after a failure. */
interface Entry {
  readonly text: string;
  /** The newest lease; undefined once it was released. */
  lease: Lease | undefined;
  attempt: number;
  /** Milliseconds since 1970: when the lease ends, or when a released event may run again. */
  time: number;
  deferred: DeferredEvent | undefined;
  effects: Map<string, string | undefined> | undefined;
}

/** A lease as this inbox gives it out, with the way back to its entry. */
interface MemoryLease extends Lease {
  readonly entry: Entry;
}

interface Queued extends OutboxMessage {
  readonly id: string;
  attempt: number;
  until: number;
}

/** An inbox in this process alone: for tests and the rehearsal. A restart forgets it. */
export function memoryInbox({ size = 10_000, now = Date.now }: MemoryInboxOptions = {}): Inbox {
  /** By key; a number stands for a handled event: when it was done. */
  const records = new Map<string, Entry | number>();
  /** The keys of handled events in the order in which they became done: the next one takes the place of the oldest. */
  let order: string[] = [];
  let next = 0;
  let open = 0;
  const messages = new Map<string, Queued>();
  let sequence = 0;

  /** The entry, if the lease is still the newest one for its key. */
  const held = (lease: Lease): Entry | undefined => {
    // Every lease comes from `leaseOf`.
    const { entry } = lease as MemoryLease;
    return entry.lease === lease ? entry : undefined;
  };
  const leaseOf = (key: InboxKey, entry: Entry): Claim => {
    const lease: MemoryLease = { key, attempt: entry.attempt, token: "", entry };
    entry.lease = lease;
    return { kind: "claimed", lease };
  };
  const claimOne = (key: InboxKey, leaseMilliseconds: number): Claim => {
    const text = inboxKeyText(key);
    const known = records.get(text);
    const time = now();
    if (known === undefined) {
      const until = time + leaseMilliseconds;
      const entry = { text, lease: undefined, attempt: 1, time: until, deferred: undefined, effects: undefined };
      records.set(text, entry);
      open += 1;
      return leaseOf(key, entry);
    }
    if (typeof known === "number") return { kind: "done" };
    if (known.lease !== undefined && known.time > time) return { kind: "held", until: known.time };
    known.attempt += 1;
    known.time = time + leaseMilliseconds;
    return leaseOf(key, known);
  };
  const completeOne = ({ lease, messages: added }: Completion): boolean => {
    const entry = held(lease);
    if (entry === undefined) return false;
    for (const message of added) {
      sequence += 1;
      messages.set(`${sequence}`, { ...message, id: `${sequence}`, attempt: 0, until: 0 });
    }
    entry.lease = undefined;
    open -= 1;
    const oldest = order[next];
    if (oldest !== undefined && typeof records.get(oldest) === "number") records.delete(oldest);
    order[next] = entry.text;
    next = (next + 1) % size;
    records.set(entry.text, now());
    return true;
  };
  /** What failed and is never delivered again must not fill the memory. */
  const forgetOneReleased = (): void => {
    for (const [text, entry] of records) {
      if (typeof entry === "number" || entry.lease !== undefined || entry.deferred !== undefined) continue;
      open -= 1;
      records.delete(text);
      return;
    }
  };

  return {
    durable: false,
    claim: async (keys, leaseMilliseconds) => keys.map((key) => claimOne(key, leaseMilliseconds)),
    complete: async (completions) => completions.map(completeOne),
    async release(leases, retryAfterMilliseconds) {
      for (const lease of leases) {
        const entry = held(lease);
        if (entry === undefined) continue;
        entry.lease = undefined;
        entry.time = now() + retryAfterMilliseconds;
        if (open > size) forgetOneReleased();
      }
    },
    async extend(lease, leaseMilliseconds) {
      const entry = held(lease);
      if (entry !== undefined) entry.time = now() + leaseMilliseconds;
      return entry !== undefined;
    },
    async defer(lease, event) {
      const entry = held(lease);
      if (entry !== undefined) entry.deferred = event;
      return entry !== undefined;
    },
    async deferred(limit) {
      const time = now();
      const found: DeferredEvent[] = [];
      for (const entry of records.values()) {
        if (found.length === limit) break;
        if (typeof entry === "number" || entry.time > time || entry.deferred === undefined) continue;
        found.push(entry.deferred);
      }
      return found;
    },
    async beginEffect(lease, name): Promise<EffectState> {
      const entry = held(lease);
      if (entry === undefined) return { kind: "lost" };
      entry.effects ??= new Map();
      if (!entry.effects.has(name)) {
        entry.effects.set(name, undefined);
        return { kind: "begun" };
      }
      const result = entry.effects.get(name);
      return result === undefined ? { kind: "uncertain" } : { kind: "done", result };
    },
    async endEffect(lease, name, result) {
      const { effects } = (lease as MemoryLease).entry;
      if (result === undefined) effects?.delete(name);
      else effects?.set(name, result);
    },
    deadLetters: memoryDeadLetters(),
    outbox: {
      async take(limit, leaseMilliseconds) {
        const time = now();
        const taken: TakenMessage[] = [];
        for (const message of messages.values()) {
          if (taken.length === limit) break;
          if (message.until > time) continue;
          message.until = time + leaseMilliseconds;
          message.attempt += 1;
          const { id, kind, body, attempt } = message;
          taken.push({ id, kind, body, attempt, token: id });
        }
        return taken;
      },
      async sent({ token }) {
        messages.delete(token);
      },
    },
    async forget(time) {
      let forgotten = 0;
      for (const [text, entry] of records) {
        const old = typeof entry === "number" ? entry < time : entry.time < time && entry.deferred === undefined;
        if (!old) continue;
        if (typeof entry !== "number") open -= 1;
        records.delete(text);
        forgotten += 1;
      }
      order = order.filter((text) => typeof records.get(text) === "number");
      next = order.length % size;
      return forgotten;
    },
    async close() {},
  };
}
