import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { sqliteStore } from "../../src/dead-letters/sqlite-store.ts";
import { openStateFile } from "../../src/emulator/state/state-file.ts";
import { sqliteInbox } from "../../src/handlers/sqlite/index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-"));
  onTestFinished(() => rm(folder, { recursive: true }));
});

test("a file that is not an inbox is one sentence, and stays as it is", async () => {
  const text = join(folder, "text.sqlite");
  await writeFile(text, "no database, but a text that is longer than the header of one ".repeat(4));
  expect(() => sqliteStore(text)).toThrow(/^Cannot open the inbox .*text\.sqlite: file is not a database$/);
  const other = join(folder, "other.sqlite");
  const database = new DatabaseSync(other);
  database.exec("CREATE TABLE customers (name TEXT)");
  database.close();
  expect(() => sqliteStore(other)).toThrow(/other\.sqlite is the database of another program\./);
  const empty = join(folder, "empty.sqlite");
  await writeFile(empty, "");
  expect(() => sqliteStore(empty)).toThrow(/empty\.sqlite is empty: it is not the inbox of a receiver\.$/);
  expect(await readFile(empty, "utf8")).toBe("");
  const state = join(folder, "state.sqlite");
  openStateFile(state).close();
  for (const open of [sqliteStore, (file: string) => sqliteInbox({ file })]) {
    expect(() => open(state)).toThrow(/state\.sqlite is the database of another program\./);
  }
});
