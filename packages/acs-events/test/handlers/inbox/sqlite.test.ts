import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sqliteInbox } from "../../../src/handlers/sqlite/index.ts";
import { inboxSuite } from "./suite.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-"));
});
afterAll(() => rm(folder, { recursive: true }));

inboxSuite({
  name: "SQLite",
  durable: true,
  async start(now) {
    const opened: ReturnType<typeof sqliteInbox>[] = [];
    return {
      async open() {
        const inbox = sqliteInbox({ file: join(folder, "inbox.sqlite"), now });
        opened.push(inbox);
        return inbox;
      },
      async close() {
        for (const inbox of opened) await inbox.close();
      },
    };
  },
});

test("the database of another program is refused and stays as it is", () => {
  const file = join(folder, "other.sqlite");
  const other = new DatabaseSync(file);
  other.exec("CREATE TABLE customers (name TEXT)");
  other.close();
  expect(() => sqliteInbox({ file })).toThrow("is the database of another program. Give the inbox a file of its own.");
  const again = new DatabaseSync(file);
  expect(again.prepare("SELECT name FROM sqlite_schema").all()).toEqual([{ name: "customers" }]);
  again.close();
});

test("a file that is not a database, or whose folder does not exist, is refused with its name", async () => {
  const file = join(folder, "text.sqlite");
  await writeFile(
    file,
    "this is a text, and longer than the header of a database, which has one hundred bytes".repeat(2),
  );
  expect(() => sqliteInbox({ file })).toThrow(`Cannot open the inbox ${file}: `);
  expect(() => sqliteInbox({ file: join(folder, "nowhere", "inbox.sqlite") })).toThrow("Cannot open the inbox");
});
