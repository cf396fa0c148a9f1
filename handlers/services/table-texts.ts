import { createHash } from "node:crypto";
import type { TableClient } from "@azure/data-tables";
import type { TextStore } from "./services.ts";

/** Texts in an Azure table: a partition for each number that wrote. The table has to be there. */
export function tableTexts(table: Pick<TableClient, "upsertEntity">): TextStore {
  return {
    async save({ id, from, ...text }) {
      // An id may have characters that a key cannot.
      const rowKey = createHash("sha256").update(id).digest("hex");
      await table.upsertEntity({ partitionKey: from.replaceAll(/[^\w+]/g, "_"), rowKey, id, from, ...text }, "Replace");
    },
  };
}
