import { memoryDeadLetters } from "./dead-letters.ts";
import type { Claim, Completion, DeferredEvent, EffectState, Inbox, InboxKey, Lease, TakenMessage } from "./inbox.ts";
import type { OutboxMessage } from "./outbox.ts";

export interface MemoryInboxOptions {
  /** How many handled events are remembered; the oldest are forgotten first. */
  readonly size?: number;
  readonly now?: () => number;
}

interface Entry {
  readonly key: InboxKey;
  state: "leased" | "released" | "done";
  attempt: number;
  /** Milliseconds since 1970; for a done entry when it was done. */
  time: number;
  deferred: DeferredEvent | undefined;
  effects: Map<string, string | undefined> | undefined;
}

interface Queued extends OutboxMessage {
  readonly id: string;
  attempt: number;
  until: number;
}

/** An inbox in this process alone: for tests and the rehearsal. A restart forgets it. */
export function memoryInbox({ size = 10_000, now = Date.now }: MemoryInboxOptions = {}): Inbox {
  const entries = new Map<string, Entry>();
  /** Done entries in the order in which they became done: a Map keeps the order of insertion. */
  const done = new Map<string, Entry>();
  const messages = new Map<string, Queued>();
  let sequence = 0;

  /** The entry, if the lease is still the newest one for its key. */
  const held = (lease: Lease): Entry | undefined => {
    const entry = entries.get(keyText(lease.key));
    return entry !== undefined && entry.state === "leased" && String(entry.attempt) === lease.token ? entry : undefined;
  };

  const forgetOneReleased = (): void => {
    for (const [text, entry] of entries) {
      if (entry.state === "released" && entry.deferred === undefined) return void entries.delete(text);
    }
  };

  const claimOne = (key: InboxKey, leaseMilliseconds: number): Claim => {
    const text = keyText(key);
    if (done.has(text)) return { kind: "done" };
    const time = now();
    const known = entries.get(text);
    if (known === undefined) {
      const until = time + leaseMilliseconds;
      entries.set(text, { key, state: "leased", attempt: 1, time: until, deferred: undefined, effects: undefined });
      return { kind: "claimed", lease: { key, attempt: 1, token: "1" } };
    }
    if (known.state === "leased" && known.time > time) return { kind: "held", until: known.time };
    known.state = "leased";
    known.attempt += 1;
    known.time = time + leaseMilliseconds;
    return { kind: "claimed", lease: { key, attempt: known.attempt, token: String(known.attempt) } };
  };

  const completeOne = ({ lease, messages: added }: Completion): boolean => {
    const entry = held(lease);
    if (entry === undefined) return false;
    const text = keyText(lease.key);
    for (const message of added) {
      sequence += 1;
      messages.set(`${sequence}`, { ...message, id: `${sequence}`, attempt: 0, until: 0 });
    }
    entries.delete(text);
    entry.state = "done";
    entry.time = now();
    entry.deferred = undefined;
    entry.effects = undefined;
    done.set(text, entry);
    if (done.size > size) for (const oldest of done.keys()) return done.delete(oldest);
    return true;
  };

  return {
    durable: false,
    claim: async (keys, leaseMilliseconds) => keys.map((key) => claimOne(key, leaseMilliseconds)),
    complete: async (completions) => completions.map(completeOne),
    async release(leases, retryAfterMilliseconds) {
      for (const lease of leases) {
        const entry = held(lease);
        if (entry === undefined) continue;
        entry.state = "released";
        entry.time = now() + retryAfterMilliseconds;
        // What failed and is never delivered again must not fill the memory.
        if (entries.size > size) forgetOneReleased();
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
      for (const entry of entries.values()) {
        if (found.length === limit) break;
        if (entry.time <= time && entry.deferred !== undefined) found.push(entry.deferred);
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
      const effects = held(lease)?.effects;
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
      for (const [text, entry] of done) {
        if (entry.time >= time) break;
        done.delete(text);
        forgotten += 1;
      }
      for (const [text, entry] of entries) {
        if (entry.time >= time || entry.deferred !== undefined) continue;
        entries.delete(text);
        forgotten += 1;
      }
      return forgotten;
    },
    async close() {},
  };
}

/** Unambiguous, because the length of the source is part of it. */
function keyText({ handler, source, id }: InboxKey): string {
  const folded = source.toLowerCase();
  return `${handler}\n${folded.length}\n${folded}\n${id}`;
}
