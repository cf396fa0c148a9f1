import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { nodeSqlite } from "./node-sqlite.ts";

/** The form of the tables below. A change of them is a change of this number. */
const version = 1;

/** "ACSE": says in the file's own head whose it is. */
const applicationId = 0x41435345;

/** A database that this process alone has open. */
export interface StateFile {
  readonly database: DatabaseSync;
  /** Runs `work` in one transaction, or in the one that is under way. */
  together<T>(work: () => T): T;
  close(): void;
}

const tables = `
  CREATE TABLE resources (position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE NOT NULL, json TEXT NOT NULL);
  CREATE TABLE notices (key TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE events (position INTEGER PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE deliveries (
    delivery INTEGER PRIMARY KEY, position INTEGER NOT NULL, subscription TEXT NOT NULL, outcome TEXT NOT NULL, json TEXT NOT NULL
  );
  CREATE INDEX deliveries_of_events ON deliveries (position);
  CREATE INDEX open_deliveries ON deliveries (position) WHERE outcome IN ('pending', 'retrying', 'dead-lettering');
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
  INSERT INTO counters VALUES ('events', 0), ('deliveries', 0);
`;

/**
 * Opens the state of a local Azure, and creates it where there is none. What is written is there when the process is
 * killed at any moment; a loss of power may take the last moments. Throws, with what to do, when another process has the
 * file open, when it is of another version, damaged or no such file, and where this Node has no SQLite. Never deletes it.
 */
export function openStateFile(file: string): StateFile {
  const sqlite = nodeSqlite();
  if (sqlite === undefined) {
    throw new Error(
      `The local Azure keeps its state by node:sqlite, which Node ${process.version} does not have. Use Node 22.13 or newer.`,
    );
  }
  mkdirSync(dirname(file), { recursive: true });
  // Resources hold the secrets of endpoints: only their owner may read them. SQLite takes an empty file for a new one.
  if (!existsSync(file)) writeFileSync(file, "", { mode: 0o600 });
  let database: DatabaseSync | undefined;
  try {
    database = new sqlite.DatabaseSync(file);
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec("BEGIN EXCLUSIVE; COMMIT");
    if (isEmpty(database)) {
      database.exec(
        `BEGIN; ${tables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}; COMMIT`,
      );
    }
    const found = { application: pragma(database, "application_id"), version: pragma(database, "user_version") };
    if (found.application !== applicationId) throw new Error("it holds something else");
    if (found.version !== version) {
      throw new Error(`it is of version ${found.version}, and this local Azure reads version ${version}`);
    }
    if (pragma(database, "quick_check") !== "ok") throw new Error("it is damaged");
  } catch (error) {
    database?.close();
    throw new Error(complaint(file, error));
  }
  return stateFile(database);
}

function stateFile(database: DatabaseSync): StateFile {
  let inTransaction = false;
  return Object.freeze({
    database,
    together<T>(work: () => T): T {
      if (inTransaction) return work();
      database.exec("BEGIN");
      inTransaction = true;
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      } finally {
        inTransaction = false;
      }
    },
    close: () => database.close(),
  });
}

function isEmpty(database: DatabaseSync): boolean {
  return pragma(database, "application_id") === 0 && pragma(database, "schema_version") === 0;
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

function complaint(file: string, error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(what)) {
    return `${file} is in use: another local Azure runs in this folder. Stop it, or start this one in another folder.`;
  }
  return `${file} cannot be used as the state of a local Azure: ${what}. Move it away or delete it to begin with an empty one.`;
}
