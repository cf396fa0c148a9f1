import { createHash } from "node:crypto";
import type { InboxKey } from "../inbox.ts";
import { foldedSource } from "../inbox-key.ts";

/*
 * Where records are in the table. Event ids may have characters that keys may not have, so keys are hashes. All records
 * of one event are in one partition: the inbox's record, its effects and its outbox messages change in one transaction.
 */

/**
 * One partition takes about 2,000 entities a second (Azure documentation, scalability-targets), and an event is written
 * twice: 4 partitions take 4,000 events a second. What is written together is one transaction for each partition, so
 * few partitions make few requests. Another number would be another version of the table: records are found by it.
 */
const partitionCount = 4;

export const partitions: readonly string[] = Array.from({ length: partitionCount }, (_, index) => partitionName(index));

function partitionName(index: number): string {
  return `p${index.toString().padStart(2, "0")}`;
}

export interface RowKeys {
  readonly partitionKey: string;
  /** The record of one handler and one event. */
  readonly inbox: string;
  /** Its event, once the inbox answers for it. */
  readonly deferred: string;
  effect(name: string): string;
}

/** Prefixes of row keys: a range of keys has the records of one kind. */
export const prefixes = { inbox: "i-", deferred: "d-", effect: "e-", outbox: "o-" } as const;

/** The lowest key above all keys that begin with `prefix`. */
export function endOfPrefix(prefix: string): string {
  return `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`;
}

export function rowKeysOf({ handler, source, id }: InboxKey): RowKeys {
  const event = digest(`${foldedSource(source).length}\n${foldedSource(source)}\n${id}`);
  const record = `${event}-${digest(handler).slice(0, 16)}`;
  return {
    partitionKey: partitionName(Number.parseInt(event.slice(0, 8), 16) % partitionCount),
    inbox: `${prefixes.inbox}${record}`,
    deferred: `${prefixes.deferred}${record}`,
    effect: (name) => `${prefixes.effect}${record}-${digest(name).slice(0, 16)}`,
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
