import { DatabaseSync } from "node:sqlite";
import type { TextStore } from "./services.ts";

/** Texts in a file of SQLite, for one machine. Creates file and table if they do not exist. */
export function sqliteTexts(file: string): TextStore {
  const database = new DatabaseSync(file);
  database.exec(
    "CREATE TABLE IF NOT EXISTS texts (id TEXT PRIMARY KEY, sender TEXT, recipient TEXT, message TEXT, receivedAt TEXT)",
  );
  const insert = database.prepare("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?)");
  return {
    async save({ id, from, to, message, receivedAt }) {
      insert.run(id, from, to, message, receivedAt);
    },
  };
}
