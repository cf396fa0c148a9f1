import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { KeptEvent, KeptEventStore } from "../dead-letters.ts";
import type { Claim, Completion, EffectState, Inbox, InboxKey, Lease } from "../inbox.ts";
import { foldedSource } from "../inbox-key.ts";
import { groupedTransactions } from "./grouped-transactions.ts";
import { openDatabase } from "./open-database.ts";

export interface SqliteInboxOptions {
  /** The file; it is created if it does not exist. Its folder has to exist. Not on a network drive. */
  readonly file: string;
  /** How large the file may become, its journal aside. Default: as large as the disk allows. */
  readonly maximumBytes?: number;
  readonly now?: () => number;
}

/** What this file writes into a row, read again. */
const inboxRow = z.object({
  state: z.enum(["leased", "released", "done"]),
  attempt: z.number(),
  time: z.number(),
});
const deferredRow = z.object({
  handler: z.string(),
  source: z.string(),
  id: z.string(),
  body: z.string(),
  subscription: z.string().nullable(),
});
const outboxRow = z.object({
  number: z.number(),
  id: z.string(),
  kind: z.string(),
  body: z.string(),
  attempt: z.number(),
});

/**
 * An inbox in an SQLite file, for the processes of one machine (`node:sqlite`, Node 22). The outbox is in the same file,
 * so its messages are committed with the record that their event was handled.
 * @throws HandlersProblem if the file cannot be opened or belongs to another program.
 */
export function sqliteInbox({
  file,
  maximumBytes,
  now = Date.now,
}: SqliteInboxOptions): Inbox & { readonly deadLetters: KeptEventStore } {
  const database = openDatabase(file, maximumBytes);
  const transact = groupedTransactions(database, file);
  const of = "handler = ? AND source = ? AND id = ?";
  const sql = {
    find: database.prepare(`SELECT state, attempt, time FROM inbox WHERE ${of}`),
    insert: database.prepare(
      "INSERT INTO inbox (handler, source, id, state, attempt, time) VALUES (?, ?, ?, 'leased', 1, ?)",
    ),
    lease: database.prepare(`UPDATE inbox SET state = 'leased', attempt = ?, time = ? WHERE ${of}`),
    // A lease is recognised by its attempt: each new lease of a key has a higher one.
    finish: database.prepare(
      `UPDATE inbox SET state = ?, time = ?, body = iif(?, NULL, body) WHERE ${of} AND state = 'leased' AND attempt = ?`,
    ),
    defer: database.prepare(
      `UPDATE inbox SET body = ?, subscription = ? WHERE ${of} AND state = 'leased' AND attempt = ?`,
    ),
    deferred: database.prepare(
      "SELECT handler, source, id, body, subscription FROM inbox WHERE body IS NOT NULL AND time <= ? ORDER BY time LIMIT ?",
    ),
    // Also what was begun and never delivered again: Event Grid has given it up.
    forget: database.prepare("DELETE FROM inbox WHERE time < ? AND body IS NULL"),
    forgetOrphans: database.prepare(
      "DELETE FROM effects WHERE NOT EXISTS (SELECT 1 FROM inbox AS i WHERE i.handler = effects.handler AND i.source = effects.source AND i.id = effects.id)",
    ),
    findEffect: database.prepare(`SELECT result FROM effects WHERE ${of} AND name = ?`),
    beginEffect: database.prepare("INSERT INTO effects (handler, source, id, name) VALUES (?, ?, ?, ?)"),
    endEffect: database.prepare(`UPDATE effects SET result = ? WHERE ${of} AND name = ?`),
    undoEffect: database.prepare(`DELETE FROM effects WHERE ${of} AND name = ?`),
    forgetEffects: database.prepare(`DELETE FROM effects WHERE ${of}`),
    send: database.prepare("INSERT INTO outbox (id, kind, body) VALUES (?, ?, ?)"),
    take: database.prepare(
      "SELECT number, id, kind, body, attempt FROM outbox WHERE time <= ? ORDER BY number LIMIT ?",
    ),
    takeOne: database.prepare("UPDATE outbox SET attempt = attempt + 1, time = ? WHERE number = ?"),
    sent: database.prepare("DELETE FROM outbox WHERE number = ?"),
    keep: database.prepare("INSERT INTO dead_letters (record) VALUES (?)"),
    kept: database.prepare("SELECT number, record FROM dead_letters ORDER BY number LIMIT ?"),
    discard: database.prepare("DELETE FROM dead_letters WHERE number = ?"),
  };

  const claimOne = (key: InboxKey, until: number): Claim => {
    const columns = columnsOf(key);
    const found = sql.find.get(...columns);
    if (found === undefined) {
      sql.insert.run(...columns, until);
      return { kind: "claimed", lease: { key, attempt: 1, token: "1" } };
    }
    const { state, attempt, time } = inboxRow.parse(found);
    if (state === "done") return { kind: "done" };
    if (state === "leased" && time > now()) return { kind: "held", until: time };
    sql.lease.run(attempt + 1, until, ...columns);
    return { kind: "claimed", lease: { key, attempt: attempt + 1, token: String(attempt + 1) } };
  };
  const completeOne = ({ lease, messages }: Completion): boolean => {
    const columns = columnsOf(lease.key);
    if (sql.finish.run("done", now(), 1, ...columns, lease.attempt).changes === 0) return false;
    sql.forgetEffects.run(...columns);
    for (const { kind, body } of messages) sql.send.run(randomUUID(), kind, JSON.stringify(body ?? null));
    return true;
  };
  const isHeld = ({ key, attempt }: Lease): boolean => {
    const row = inboxRow.safeParse(sql.find.get(...columnsOf(key)));
    return row.success && row.data.state === "leased" && row.data.attempt === attempt;
  };

  return {
    durable: true,
    claim: (keys, leaseMilliseconds) =>
      transact(() => {
        const until = now() + leaseMilliseconds;
        return keys.map((key) => claimOne(key, until));
      }),
    complete: (completions) => transact(() => completions.map(completeOne)),
    release: (leases, retryAfterMilliseconds) =>
      transact(() => {
        const time = now() + retryAfterMilliseconds;
        for (const { key, attempt } of leases) sql.finish.run("released", time, 0, ...columnsOf(key), attempt);
      }),
    extend: ({ key, attempt }, leaseMilliseconds) =>
      transact(() => sql.finish.run("leased", now() + leaseMilliseconds, 0, ...columnsOf(key), attempt).changes === 1),
    defer: ({ key, attempt }, { body, subscription }) =>
      transact(() => sql.defer.run(body, subscription ?? null, ...columnsOf(key), attempt).changes === 1),
    deferred: (limit) =>
      transact(() =>
        sql.deferred.all(now(), limit).map((row) => {
          const { handler, source, id, body, subscription } = deferredRow.parse(row);
          return { key: { handler, source, id }, body, subscription: subscription ?? undefined };
        }),
      ),
    beginEffect: (lease, name) =>
      transact((): EffectState => {
        if (!isHeld(lease)) return { kind: "lost" };
        const columns = columnsOf(lease.key);
        const found = sql.findEffect.get(...columns, name);
        if (found === undefined) {
          sql.beginEffect.run(...columns, name);
          return { kind: "begun" };
        }
        const result = found["result"];
        return typeof result === "string" ? { kind: "done", result } : { kind: "uncertain" };
      }),
    endEffect: ({ key }, name, result) =>
      transact(() => {
        if (result === undefined) sql.undoEffect.run(...columnsOf(key), name);
        else sql.endEffect.run(result, ...columnsOf(key), name);
      }),
    outbox: {
      take: (limit, leaseMilliseconds) =>
        transact(() => {
          const time = now();
          return sql.take.all(time, limit).map((row) => {
            const { number, id, kind, body, attempt } = outboxRow.parse(row);
            sql.takeOne.run(time + leaseMilliseconds, number);
            return { id, kind, body: JSON.parse(body) as unknown, attempt: attempt + 1, token: String(number) };
          });
        }),
      sent: ({ token }) => transact(() => void sql.sent.run(Number(token))),
    },
    deadLetters: {
      keep: (event) => transact(() => void sql.keep.run(JSON.stringify(event))),
      list: (limit) =>
        transact(() =>
          sql.kept.all(limit).map(({ number, record }) => ({
            // Written by `keep` above.
            ...(JSON.parse(String(record)) as KeptEvent),
            key: String(number),
          })),
        ),
      remove: (key) => transact(() => void sql.discard.run(Number(key))),
    },
    forget: (time) =>
      transact(() => {
        const { changes } = sql.forget.run(time);
        sql.forgetOrphans.run();
        return Number(changes);
      }),
    async close() {
      await transact(() => {});
      database.close();
    },
  };
}

function columnsOf({ handler, source, id }: InboxKey): [string, string, string] {
  return [handler, foldedSource(source), id];
}
