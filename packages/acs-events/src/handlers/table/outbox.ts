import { odata, type TableClient } from "@azure/data-tables";
import * as z from "zod";
import type { OutboxStore, TakenMessage } from "../inbox.ts";
import { isoOf } from "./inbox-record.ts";
import { unpackText } from "./packed-text.ts";
import { endOfPrefix, partitions, prefixes } from "./row-keys.ts";
import { isConflict } from "./table-error.ts";

const outboxRecord = z.looseObject({
  partitionKey: z.string(),
  rowKey: z.string(),
  etag: z.string(),
  kind: z.string(),
  attempt: z.number(),
});

/** How often every partition is searched: for the messages of other processes, and those whose sending failed. */
const searchAllEvery = 10_000;

/**
 * The messages that completions wrote. Their row keys begin with the time, so a partition gives the oldest first.
 * `written` has the partitions into which this process wrote: only these are searched each time, since every search of a
 * partition is a request.
 */
export function tableOutbox(client: TableClient, now: () => number, written: Set<string>): OutboxStore {
  let searchedAll = Number.NEGATIVE_INFINITY;
  /** Takes a message by writing the end of its lease; undefined if another relay was faster. */
  const take = async (entity: unknown, until: number): Promise<TakenMessage | undefined> => {
    const record = outboxRecord.parse(entity);
    const { partitionKey, rowKey, etag, kind } = record;
    const attempt = record.attempt + 1;
    try {
      await client.updateEntity({ partitionKey, rowKey, attempt, time: isoOf(until) }, "Merge", { etag });
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
    const body: unknown = JSON.parse(unpackText(record));
    return { id: rowKey.slice(prefixes.outbox.length), kind, body, attempt, token: `${partitionKey} ${rowKey}` };
  };
  return {
    async take(limit, leaseMilliseconds) {
      const time = isoOf(now());
      const until = now() + leaseMilliseconds;
      const all = now() - searchedAll >= searchAllEvery;
      if (all) searchedAll = now();
      const found = await Promise.all(
        (all ? partitions : [...written]).map(async (partition) => {
          // Before the search: what is written while it runs counts as new.
          written.delete(partition);
          const filter = odata`PartitionKey eq ${partition} and RowKey ge ${prefixes.outbox} and RowKey lt ${endOfPrefix(prefixes.outbox)} and time le ${time}`;
          const [page] = await firstPage(client, filter, limit);
          if (page !== undefined && page.length >= limit) written.add(partition);
          return page ?? [];
        }),
      );
      const sorted = found.flat().sort((a, b) => (String(a["rowKey"]) < String(b["rowKey"]) ? -1 : 1));
      const oldest = sorted.slice(0, limit);
      for (const { partitionKey } of sorted.slice(limit)) written.add(String(partitionKey));
      const taken = await Promise.all(oldest.map((entity) => take(entity, until)));
      return taken.filter((message) => message !== undefined);
    },
    async sent({ token }) {
      const [partitionKey = "", rowKey = ""] = token.split(" ");
      await client.deleteEntity(partitionKey, rowKey).catch((error: unknown) => {
        if (!isConflict(error)) throw error;
      });
    },
  };
}

async function firstPage(client: TableClient, filter: string, size: number) {
  for await (const page of client.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: size }))
    return [page];
  return [];
}
