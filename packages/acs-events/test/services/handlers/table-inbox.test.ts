import { TableClient } from "@azure/data-tables";
import { beforeAll, expect, test } from "vitest";
import { tableInbox } from "../../../src/handlers/table/index.ts";
import { type Azurite, startAzurite } from "../../azurite.ts";
import { inboxSuite } from "../../handlers/inbox/suite.ts";

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});

inboxSuite({
  name: "Azure Table Storage",
  durable: true,
  async start(now) {
    return {
      open: () => tableInbox({ table: "inbox", connection: { connectionString: azurite.connectionString }, now }),
      close: async () => {},
    };
  },
});

const open = (table: string) => tableInbox({ table, connection: { connectionString: azurite.connectionString } });

test("a table with the rows of another program is refused and stays as it is", async () => {
  const client = TableClient.fromConnectionString(azurite.connectionString, "customers", {
    allowInsecureConnection: true,
  });
  await client.createTable();
  await client.createEntity({ partitionKey: "a", rowKey: "1" });
  await expect(open("customers")).rejects.toThrow(
    'The table "customers" has rows of another program. Give the inbox a table of its own.',
  );
});

test("an invalid name and a service that does not answer are said in a sentence", async () => {
  await expect(open("in-box")).rejects.toThrow('Invalid table name "in-box"');
  const nowhere = azurite.connectionString.replace(
    /TableEndpoint=[^;]*/,
    "TableEndpoint=http://127.0.0.1:9/devstoreaccount1",
  );
  const problem = tableInbox({ table: "inbox", connection: { connectionString: nowhere } });
  await expect(problem).rejects.toThrow('Cannot open the table "inbox": ');
}, 60_000);

test("a clock that is off is said, and the service's clock counts", async () => {
  const lines: string[] = [];
  const log = { debug() {}, info() {}, error() {}, warn: (_: unknown, line: string) => void lines.push(line) };
  const real = Date.now;
  try {
    Date.now = () => real() + 3_600_000;
    const inbox = await tableInbox({ table: "clock", connection: { connectionString: azurite.connectionString }, log });
    const key = { handler: "h", source: "s", id: "1" };
    const [claim] = await inbox.claim([key], 60_000);
    expect(claim?.kind).toBe("claimed");
    Date.now = real;
    const [other] = await (await open("clock")).claim([key], 60_000);
    expect(other).toMatchObject({ kind: "held" });
    expect(other?.kind === "held" && other.until - real()).toBeLessThan(120_000);
  } finally {
    Date.now = real;
  }
  expect(lines).toEqual(["the clock of this machine differs from the storage service; using the service's clock"]);
});
