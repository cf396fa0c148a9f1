import { memoryDeadLetters } from "./dead-letters.ts";
import type { Claim, Completion, DeferredEvent, EffectState, Inbox, InboxKey, Lease, TakenMessage } from "./inbox.ts";
import { KeyedMap } from "./keyed-map.ts";
import type { OutboxMessage } from "./outbox.ts";

export interface MemoryInboxOptions {
  /** How many handled events are remembered at least, and at most twice as many. Default 10,000. */
  readonly size?: number;
  readonly now?: () => number;
}

/**
 * An event that is not done: leased, or released after a failure. It is its own lease and the answer that gives it out,
 * since there is one for each event.
 */
class Entry implements Lease {
  readonly kind = "claimed";
  readonly token = "";
  key: InboxKey;
  readonly attempt: number;
  /** Milliseconds since 1970: when the lease ends, or when a released event may run again. */
  time: number;
  /** Whether this is the newest lease of its event, and not given back. */
  held = true;
  deferred: DeferredEvent | undefined = undefined;
  effects: Map<string, string | undefined> | undefined = undefined;
  constructor(key: InboxKey, attempt: number, time: number) {
    this.key = key;
    this.attempt = attempt;
    this.time = time;
  }
  get lease(): Lease {
    return this;
  }
}

interface Queued extends OutboxMessage {
  readonly id: string;
  attempt: number;
  until: number;
}

const done: Claim = { kind: "done" };

/** An inbox in this process alone: for tests and the rehearsal. A restart forgets it. */
export function memoryInbox({ size = 10_000, now = Date.now }: MemoryInboxOptions = {}): Inbox {
  /** A number stands for a handled event: when it was done, in milliseconds from `start`; small ones take no memory. */
  let young = new KeyedMap<Entry | number>();
  /** The handled events that were young before. When young is full, these are forgotten as a whole. */
  let old = new KeyedMap<Entry | number>();
  /** How many are not done; all of them are young. */
  let open = 0;
  const start = now();
  const messages = new Map<string, Queued>();
  let sequence = 0;

  /** The entry, if the lease is still the newest one for its key. */
  const held = (lease: Lease): Entry | undefined => {
    // Every lease comes from `claimOne`.
    const entry = lease as Entry;
    return entry.held ? entry : undefined;
  };
  const claimOne = (key: InboxKey, time: number, leaseMilliseconds: number): Claim => {
    if (old.get(key) !== undefined) return done;
    const first = new Entry(key, 1, time + leaseMilliseconds);
    const known = young.add(key, first);
    if (known === undefined) {
      open += 1;
      return first;
    }
    if (typeof known === "number") return done;
    if (known.held && known.time > time) return { kind: "held", until: known.time };
    const entry = new Entry(key, known.attempt + 1, time + leaseMilliseconds);
    entry.deferred = known.deferred;
    entry.effects = known.effects;
    known.held = false;
    young.replace(key, entry);
    return entry;
  };
  const completeOne = ({ lease, messages: added }: Completion, time: number): boolean => {
    const entry = held(lease);
    if (entry === undefined) return false;
    for (const message of added) {
      sequence += 1;
      messages.set(`${sequence}`, { ...message, id: `${sequence}`, attempt: 0, until: 0 });
    }
    entry.held = false;
    young.replace(entry.key, time - start);
    open -= 1;
    if (young.size - open >= size) growOld();
    return true;
  };
  const growOld = (): void => {
    old = young;
    young = new KeyedMap();
    for (const entry of [...old.values()]) {
      if (typeof entry === "number") continue;
      young.add(entry.key, entry);
      old.remove(entry.key);
    }
  };
  /** What failed and is never delivered again must not fill the memory. */
  const forgetOneReleased = (): void => {
    for (const entry of young.values()) {
      if (typeof entry === "number" || entry.held || entry.deferred !== undefined) continue;
      young.remove(entry.key);
      open -= 1;
      return;
    }
  };

  return {
    durable: false,
    async claim(keys, leaseMilliseconds) {
      const time = now();
      return keys.map((key) => claimOne(key, time, leaseMilliseconds));
    },
    async complete(completions) {
      const time = now();
      return completions.map((completion) => completeOne(completion, time));
    },
    async release(leases, retryAfterMilliseconds) {
      for (const lease of leases) {
        const entry = held(lease);
        if (entry === undefined) continue;
        entry.held = false;
        entry.time = now() + retryAfterMilliseconds;
        // The key of the caller may be the whole event, which need not stay in memory.
        const { handler, source, id } = entry.key;
        entry.key = { handler, source, id };
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
      for (const entry of young.values()) {
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
      const { effects } = lease as Entry;
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
      const keep = (entry: Entry | number): boolean =>
        typeof entry === "number" ? entry >= time - start : entry.time >= time || entry.deferred !== undefined;
      const forgotten = young.removeUnless(keep) + old.removeUnless(keep);
      open = [...young.values()].filter((entry) => typeof entry !== "number").length;
      return forgotten;
    },
    async close() {},
  };
}
