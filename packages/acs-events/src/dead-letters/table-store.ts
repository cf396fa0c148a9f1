import type { TokenCredential } from "@azure/core-auth";
import type { KeptEvent } from "../handlers/dead-letters.ts";
import { deadLettersPartition } from "../handlers/table/kept-events.ts";
import { unpackText } from "../handlers/table/packed-text.ts";
import { statusOf } from "../handlers/table/table-error.ts";
import { printable } from "../text/printable.ts";
import { emulatorAccount } from "./emulator-account.ts";
import { inboxStore } from "./inbox-store.ts";
import { type DeadLetterStore, StoreProblem } from "./store.ts";

const marksPartition = `${deadLettersPartition}-replayed`;

/**
 * What a receiver kept in its inbox in a table, `https://<account>.table.core.windows.net/<table>`: with a login for Azure,
 * and with the emulator's published key for Azurite on this machine. Marks of replays are rows of a partition of their own.
 */
export async function tableStore(url: URL, login: () => Promise<TokenCredential>): Promise<DeadLetterStore> {
  const { AzureNamedKeyCredential, TableClient, odata } = await import("@azure/data-tables");
  const { endpoint, table } = placeOf(url);
  const account = emulatorAccount(url);
  // A person waits for the answer: a wrong name must not be asked for a minute.
  const options = { retryOptions: { maxRetries: 2, maxRetryDelayInMs: 4_000 } };
  const client =
    account === undefined
      ? new TableClient(endpoint, table, await login(), options)
      : new TableClient(endpoint, table, new AzureNamedKeyCredential(account.name, account.key), {
          ...options,
          allowInsecureConnection: true,
        });
  const name = `${url.origin}${url.pathname}`;
  const rows = (partition: string) =>
    client.listEntities<Record<string, unknown>>({ queryOptions: { filter: odata`PartitionKey eq ${partition}` } });
  const read = async (partition: string, rowKey: string): Promise<Record<string, unknown> | undefined> => {
    try {
      return await client.getEntity<Record<string, unknown>>(partition, rowKey);
    } catch (error) {
      if (statusOf(error) === 404 && codeOf(error) !== "TableNotFound") return undefined;
      throw tableProblem(error, name);
    }
  };
  const refused = (error: unknown): never => {
    throw tableProblem(error, name);
  };
  const rowOf = (rowKey: string, mark: string) => ({ partitionKey: marksPartition, rowKey, mark });
  // Written by the inbox.
  const eventOf = (entity: Readonly<Record<string, unknown>>): KeptEvent => JSON.parse(unpackText(entity)) as KeptEvent;
  return inboxStore({
    name,
    async *all() {
      try {
        const marks = new Set<string>();
        for await (const { rowKey = "" } of rows(marksPartition)) marks.add(rowKey);
        for await (const entity of rows(deadLettersPartition)) {
          const { rowKey = "" } = entity;
          yield { name: rowKey, event: eventOf(entity), marked: marks.has(rowKey) };
        }
      } catch (error) {
        refused(error);
      }
    },
    async read(rowKey) {
      const entity = await read(deadLettersPartition, rowKey);
      return entity === undefined ? undefined : eventOf(entity);
    },
    async readMark(rowKey) {
      const entity = await read(marksPartition, rowKey);
      return entity === undefined ? undefined : String(entity["mark"]);
    },
    async createMark(rowKey, text) {
      try {
        await client.createEntity(rowOf(rowKey, text));
        return true;
      } catch (error) {
        if (statusOf(error) === 409) return false;
        throw tableProblem(error, name);
      }
    },
    replaceMark: async (rowKey, text) =>
      void (await client.upsertEntity(rowOf(rowKey, text), "Replace").catch(refused)),
    removeMark: async (rowKey) => void (await client.deleteEntity(marksPartition, rowKey).catch(refused)),
  });
}

/** The endpoint of the table service, and the table: the last part of the path. */
function placeOf({ origin, pathname }: URL): { readonly endpoint: string; readonly table: string } {
  const [, account = "", table = ""] = /^((?:\/[^/]+)?)\/([A-Za-z][A-Za-z0-9]{2,62})\/?$/.exec(pathname) ?? [];
  if (table === "") {
    throw new StoreProblem(
      `${printable(`${origin}${pathname}`)} names no table. Write https://<account>.table.core.windows.net/<table>.`,
    );
  }
  return { endpoint: `${origin}${account}`, table };
}

/** The service's answers as a sentence; what is not an answer of it stays as it is. */
function tableProblem(error: unknown, name: string): unknown {
  const status = statusOf(error);
  if (error instanceof StoreProblem || !(error instanceof Error) || error.name !== "RestError") return error;
  if (status === 404) return new StoreProblem(`There is no table ${name}. Check its name.`);
  if (status === 401 || status === 403) {
    return new StoreProblem(
      `The login may not use ${name} (${status} ${printable(codeOf(error) ?? "", 80)}). Reading needs the role Storage Table Data Reader, a replay Storage Table Data Contributor; a new role takes minutes.`,
    );
  }
  const said = printable(error.message.split("\n", 1)[0] ?? "", 200);
  return new StoreProblem(`${name} could not be used: ${status ?? "no answer"}: ${said}`);
}

/** The service's own name of a refusal. */
function codeOf(error: unknown): string | undefined {
  const details: unknown = error instanceof Error && "details" in error ? error.details : undefined;
  const odataError: unknown =
    typeof details === "object" && details !== null && "odataError" in details ? details.odataError : undefined;
  const code: unknown =
    typeof odataError === "object" && odataError !== null && "code" in odataError ? odataError.code : undefined;
  return typeof code === "string" ? code : undefined;
}
