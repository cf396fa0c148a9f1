import { randomUUID } from "node:crypto";
import { odata, type TableClient } from "@azure/data-tables";
import type { KeptEvent, KeptEventStore, StoredKeptEvent } from "../dead-letters.ts";
import { isoOf } from "./inbox-record.ts";
import { packText, unpackText } from "./packed-text.ts";
import { isConflict } from "./table-error.ts";

/** Its rows have names that are in their order. */
export const deadLettersPartition = "dead-letters";
const partitionKey = deadLettersPartition;

/** Dead letters in the table of the inbox, the oldest first. */
export function tableDeadLetters(client: TableClient, now: () => number): KeptEventStore {
  return {
    async keep(event) {
      const rowKey = `${isoOf(now())}-${randomUUID()}`;
      await client.createEntity({ partitionKey, rowKey, ...packText(JSON.stringify(event)) });
    },
    async list(limit) {
      const kept: StoredKeptEvent[] = [];
      const filter = odata`PartitionKey eq ${partitionKey}`;
      for await (const entity of client.listEntities({ queryOptions: { filter } })) {
        if (kept.length === limit) break;
        // Written by `keep` above.
        kept.push({ ...(JSON.parse(unpackText(entity)) as KeptEvent), key: String(entity.rowKey) });
      }
      return kept;
    },
    async remove(key) {
      await client.deleteEntity(partitionKey, key).catch((error: unknown) => {
        if (!isConflict(error)) throw error;
      });
    },
  };
}
