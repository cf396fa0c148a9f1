import { DatabaseSync } from "node:sqlite";
import { HandlersProblem } from "../handler.ts";

/** Marks a file as an inbox: "ACSE" in ASCII. */
const applicationId = 0x41435345;
const schemaVersion = 1;

const schema = `
  CREATE TABLE inbox (
    handler TEXT NOT NULL,
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('leased', 'released', 'done')),
    attempt INTEGER NOT NULL,
    -- Milliseconds since 1970: when the lease ends, when a released event may run again, or when it was done.
    time INTEGER NOT NULL,
    -- The event itself, once this inbox answers for it.
    body TEXT,
    subscription TEXT,
    PRIMARY KEY (handler, source, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX inbox_deferred ON inbox (time) WHERE body IS NOT NULL;
  CREATE INDEX inbox_done ON inbox (time) WHERE state = 'done';
  CREATE TABLE effects (
    handler TEXT NOT NULL,
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    result TEXT,
    PRIMARY KEY (handler, source, id, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    time INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE dead_letters (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    record TEXT NOT NULL
  ) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};
`;

/** What SQLite says where there is no room: for the database or its journal (13), or for the journal's index (10 | 19 << 8). */
const noRoom = [13, 4_874];

/** The error of an operation on `file`, in a sentence where the disk is full. */
export function databaseError(error: unknown, file: string): Error {
  const given = error instanceof Error ? error : new Error(String(error));
  const code: unknown = Reflect.get(given, "errcode");
  if (typeof code !== "number" || !noRoom.includes(code)) return given;
  return new Error(`the disk of ${file} is full: make room. Until then events are delivered again`);
}

/**
 * Opens the file, and makes the tables if the file is new. A commit is on the disk when it returns (`synchronous` full).
 * @throws HandlersProblem if the file cannot be opened, or belongs to another program.
 */
export function openDatabase(file: string, maximumBytes?: number): DatabaseSync {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file);
    database.exec("PRAGMA busy_timeout = 10000");
    database.exec("PRAGMA journal_mode = WAL");
  } catch (error) {
    throw cannotOpen(file, error);
  }
  try {
    database.exec("PRAGMA synchronous = FULL");
    if (maximumBytes !== undefined) {
      const pages = Math.floor(maximumBytes / Number(pragma(database, "page_size")));
      database.exec(`PRAGMA max_page_count = ${Math.max(1, pages)}`);
    }
    database.exec("BEGIN IMMEDIATE");
    const application = pragma(database, "application_id");
    const version = pragma(database, "user_version");
    const { tables = 0, inboxes = 0 } =
      database.prepare("SELECT count(*) AS tables, sum(name = 'inbox') AS inboxes FROM sqlite_schema").get() ?? {};
    // The local Azure marks its state alike.
    if (application === applicationId && inboxes === 1) {
      if (version !== schemaVersion) {
        throw new HandlersProblem([
          `The inbox ${file} has version ${version}; this library knows version ${schemaVersion}. Use the library that wrote it, or another file.`,
        ]);
      }
    } else {
      if (tables !== 0 || application !== 0) {
        throw new HandlersProblem([`${file} is the database of another program. Give the inbox a file of its own.`]);
      }
      database.exec(schema);
    }
    database.exec("COMMIT");
  } catch (error) {
    // SQLite itself has rolled back what it had no room for.
    if (database.isTransaction) database.exec("ROLLBACK");
    database.close();
    throw error instanceof HandlersProblem ? error : cannotOpen(file, error);
  }
  return database;
}

function cannotOpen(file: string, error: unknown): HandlersProblem {
  return new HandlersProblem([`Cannot open the inbox ${file}: ${databaseError(error, file).message}`]);
}

function pragma(database: DatabaseSync, name: string): unknown {
  return database.prepare(`PRAGMA ${name}`).get()?.[name];
}
