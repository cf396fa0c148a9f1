import type { DatabaseSync } from "node:sqlite";
import { databaseError } from "./open-database.ts";

/** Runs an operation on the database. Operations that are asked for in the same turn are one transaction. */
export type Transact = <T>(operation: () => T) => Promise<T>;

interface Waiting {
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A commit waits for the disk, so many small ones are slow. Operations are gathered until the event loop has handled
 * what is ready, and are committed together; each promise is settled after the commit.
 */
export function groupedTransactions(database: DatabaseSync, file: string): Transact {
  let waiting: Waiting[] = [];
  const commit = (): void => {
    const group = waiting;
    waiting = [];
    try {
      database.exec("BEGIN IMMEDIATE");
      const results = group.map(({ run }) => run());
      database.exec("COMMIT");
      for (const [index, { resolve }] of group.entries()) resolve(results[index]);
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec("ROLLBACK");
      const problem = databaseError(error, file);
      for (const { reject } of group) reject(problem);
    }
  };
  return <T>(operation: () => T) =>
    new Promise<T>((resolve, reject) => {
      if (waiting.length === 0) setImmediate(commit);
      // The value comes from `operation`, so it has its type.
      waiting.push({ run: operation, resolve: resolve as (value: unknown) => void, reject });
    });
}
