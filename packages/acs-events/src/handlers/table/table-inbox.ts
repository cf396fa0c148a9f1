import { odata, type TableClient, type TransactionAction } from "@azure/data-tables";
import * as z from "zod";
import type { KeptEventStore } from "../dead-letters.ts";
import type { DeferredEvent, EffectState, Inbox } from "../inbox.ts";
import { type Logger, silentLogger } from "../log.ts";
import { isoOf } from "./inbox-record.ts";
import { tableDeadLetters } from "./kept-events.ts";
import { tableLeases } from "./leases.ts";
import { openTable, type TableConnection, tableClient } from "./open-table.ts";
import { tableOutbox } from "./outbox.ts";
import { packText, unpackText } from "./packed-text.ts";
import { endOfPrefix, partitions, prefixes, rowKeysOf } from "./row-keys.ts";
import { isConflict, statusOf } from "./table-error.ts";

export interface TableInboxOptions {
  /** The table's name; it is created if it does not exist. The inbox needs a table of its own. */
  readonly table: string;
  readonly connection: TableConnection;
  readonly log?: Logger;
  /** Default: the clock of the storage service. */
  readonly now?: () => number;
}

const deferredRecord = z.object({ handler: z.string(), source: z.string(), id: z.string(), body: z.string() });

/**
 * An inbox in Azure Table Storage, for any number of processes on any number of machines. Each record is changed on the
 * condition of its ETag. The outbox is in the same partition, so its messages are committed with the record.
 * @throws HandlersProblem if the table cannot be reached or has rows of another program.
 */
export async function tableInbox(
  options: TableInboxOptions,
): Promise<Inbox & { readonly deadLetters: KeptEventStore }> {
  const { log = silentLogger } = options;
  const client = tableClient(options.table, options.connection);
  const now =
    options.now ??
    serverClock(client, (milliseconds) => {
      const seconds = Math.round(milliseconds / 1000);
      log.warn({ seconds }, "the clock of this machine differs from the storage service; using the service's clock");
    });
  await openTable(client);
  const written = new Set<string>();
  const leases = tableLeases(client, now, written);

  const deferredIn = async (partition: string, limit: number): Promise<DeferredEvent[]> => {
    const filter = odata`PartitionKey eq ${partition} and RowKey ge ${prefixes.deferred} and RowKey lt ${endOfPrefix(prefixes.deferred)}`;
    const found: DeferredEvent[] = [];
    for await (const entity of client.listEntities({ queryOptions: { filter } })) {
      if (found.length === limit) break;
      const { handler, source, id, body } = deferredRecord.parse(JSON.parse(unpackText(entity)));
      const key = { handler, source, id };
      const record = await leases.read(rowKeysOf(key));
      if (record === undefined || record.state === "done" || Date.parse(record.time) > now()) continue;
      const { subscription } = entity;
      found.push({
        key,
        body,
        subscription: typeof subscription === "string" && subscription !== "" ? subscription : undefined,
      });
    }
    return found;
  };

  return {
    durable: true,
    claim: leases.claim,
    complete: leases.complete,
    async release(given, retryAfterMilliseconds) {
      await Promise.all(given.map((lease) => leases.release(lease, retryAfterMilliseconds)));
    },
    extend: leases.extend,
    defer: leases.defer,
    async deferred(limit) {
      const found = await Promise.all(partitions.map((partition) => deferredIn(partition, limit)));
      return found.flat().slice(0, limit);
    },
    async beginEffect(lease, name): Promise<EffectState> {
      if (!leases.isHeld(lease)) return { kind: "lost" };
      const rows = rowKeysOf(lease.key);
      const rowKey = rows.effect(name);
      const { partitionKey } = rows;
      try {
        // Who creates the row runs the effect: whatever became of the lease, it happens once.
        await client.createEntity({ partitionKey, rowKey, time: isoOf(now()), holder: lease.token });
        return { kind: "begun" };
      } catch (error) {
        if (statusOf(error) !== 409) throw error;
      }
      const entity = await client.getEntity<Record<string, unknown>>(partitionKey, rowKey);
      return entity["ended"] === true ? { kind: "done", result: unpackText(entity) } : { kind: "uncertain" };
    },
    async endEffect({ key }, name, result) {
      const rows = rowKeysOf(key);
      const row = { partitionKey: rows.partitionKey, rowKey: rows.effect(name) };
      if (result === undefined) await client.deleteEntity(row.partitionKey, row.rowKey);
      else await client.updateEntity({ ...row, ended: true, ...packText(result) }, "Merge");
    },
    outbox: tableOutbox(client, now, written),
    deadLetters: tableDeadLetters(client, now),
    async forget(time) {
      const forgotten = await Promise.all(partitions.map((partition) => forgetIn(client, partition, isoOf(time))));
      return forgotten.reduce((sum, count) => sum + count, 0);
    },
    async close() {},
  };
}

/** Removes what is older than `time` and not needed any more: done and abandoned records, and effects. */
async function forgetIn(client: TableClient, partition: string, time: string): Promise<number> {
  const old = odata`PartitionKey eq ${partition} and RowKey ge ${prefixes.effect} and RowKey lt ${endOfPrefix(prefixes.inbox)} and time lt ${time}`;
  // A record whose event is stored beside it is still to be handled.
  const filter = `${old} and (state eq 'done' or deferred eq false or RowKey lt '${prefixes.inbox}')`;
  const select = ["PartitionKey", "RowKey"];
  let count = 0;
  for await (const page of client.listEntities({ queryOptions: { filter, select } }).byPage({ maxPageSize: 100 })) {
    if (page.length === 0) continue;
    const actions = page.map(
      ({ partitionKey = "", rowKey = "" }): TransactionAction => ["delete", { partitionKey, rowKey }],
    );
    try {
      await client.submitTransaction(actions);
      count += page.filter(({ rowKey = "" }) => rowKey.startsWith(prefixes.inbox)).length;
    } catch (error) {
      // Another process forgets as well.
      if (!isConflict(error)) throw error;
    }
  }
  return count;
}

/** A difference up to this is the resolution of the `date` header and the time that an answer takes. */
const tolerance = 2_000;

/**
 * The time by the clock of the storage service, learned from its answers: machines that share an inbox compare the ends
 * of each other's leases, and their own clocks may differ. `warn` is called once if this machine's clock is off.
 */
function serverClock(client: TableClient, warn: (milliseconds: number) => void): () => number {
  let offset = 0;
  client.pipeline.addPolicy({
    name: "serverClock",
    async sendRequest(request, next) {
      const response = await next(request);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) {
        const difference = date - Date.now();
        const before = offset;
        offset = Math.abs(difference) > tolerance ? difference : 0;
        if (before === 0 && offset !== 0) warn(offset);
      }
      return response;
    },
  });
  return () => Date.now() + offset;
}
