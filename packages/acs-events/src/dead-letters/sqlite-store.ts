import { statSync } from "node:fs";
import { z } from "zod";
import type { KeptEvent } from "../handlers/dead-letters.ts";
import { HandlersProblem } from "../handlers/handler.ts";
import { databaseError, openDatabase } from "../handlers/sqlite/open-database.ts";
import { inboxStore } from "./inbox-store.ts";
import { type DeadLetterStore, StoreProblem } from "./store.ts";

const row = z.object({ number: z.int(), record: z.string(), mark: z.string().nullable() });

/** Every row is read by itself: a record may be large. */
const rowOf = "SELECT d.number, d.record, r.mark FROM dead_letters AS d LEFT JOIN replays AS r ON r.number = d.number";

/**
 * What a receiver kept in its SQLite inbox. The receiver may go on meanwhile. Marks of replays are in a table of their own,
 * which inboxes pass over. Throws `StoreProblem` for a file that is not an inbox.
 */
export function sqliteStore(file: string): DeadLetterStore {
  const database = opened(file);
  const run = <T>(operation: () => T): T => {
    try {
      return operation();
    } catch (error) {
      throw new StoreProblem(`The inbox ${file} could not be used: ${databaseError(error, file).message}.`);
    }
  };
  run(() =>
    database.exec("CREATE TABLE IF NOT EXISTS replays (number INTEGER PRIMARY KEY, mark TEXT NOT NULL) STRICT"),
  );
  const sql = run(() => ({
    next: database.prepare(`${rowOf} WHERE d.number > ? ORDER BY d.number LIMIT 1`),
    find: database.prepare(`${rowOf} WHERE d.number = ?`),
    mark: database.prepare("SELECT mark FROM replays WHERE number = ?"),
    create: database.prepare("INSERT OR IGNORE INTO replays (number, mark) VALUES (?, ?)"),
    replace: database.prepare("UPDATE replays SET mark = ? WHERE number = ?"),
    remove: database.prepare("DELETE FROM replays WHERE number = ?"),
  }));
  // Written by the inbox.
  const eventOf = (record: string): KeptEvent => JSON.parse(record) as KeptEvent;
  return inboxStore({
    name: file,
    async *all() {
      let before = 0;
      for (;;) {
        const found = run(() => sql.next.get(before));
        if (found === undefined) return;
        const { number, record, mark } = row.parse(found);
        before = number;
        yield { name: String(number), event: eventOf(record), marked: mark !== null };
      }
    },
    async read(name) {
      if (!isNumber(name)) return undefined;
      const found = run(() => sql.find.get(Number(name)));
      return found === undefined ? undefined : eventOf(row.parse(found).record);
    },
    async readMark(name) {
      const found = isNumber(name) ? run(() => sql.mark.get(Number(name))) : undefined;
      return found === undefined ? undefined : String(found["mark"]);
    },
    createMark: async (name, text) => run(() => sql.create.run(Number(name), text)).changes === 1,
    replaceMark: async (name, text) => void run(() => sql.replace.run(text, Number(name))),
    removeMark: async (name) => void run(() => sql.remove.run(Number(name))),
  });
}

function isNumber(name: string): boolean {
  return /^\d{1,15}$/.test(name);
}

function opened(file: string): ReturnType<typeof openDatabase> {
  // SQLite takes an empty file for a new database.
  if (statSync(file).size === 0) throw new StoreProblem(`${file} is empty: it is not the inbox of a receiver.`);
  try {
    return openDatabase(file);
  } catch (error) {
    throw error instanceof HandlersProblem ? new StoreProblem(error.message) : error;
  }
}
