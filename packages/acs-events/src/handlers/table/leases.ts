import { randomUUID } from "node:crypto";
import type { TableClient, TransactionAction } from "@azure/data-tables";
import type { Claim, Completion, DeferredEvent, InboxKey, Lease } from "../inbox.ts";
import { type InboxRecord, inboxRecord, isoOf } from "./inbox-record.ts";
import { packText } from "./packed-text.ts";
import { prefixes, type RowKeys, rowKeysOf } from "./row-keys.ts";
import { isConflict, statusOf } from "./table-error.ts";

/** At most this many operations fit into one transaction. */
const transactionLimit = 100;

/** A lease that this process holds. Its operations run one after the other, because each changes the ETag. */
interface Held {
  readonly rows: RowKeys;
  etag: string;
  deferred: boolean;
  last: Promise<unknown>;
}

interface Batch {
  readonly lease: Lease;
  readonly held: Held;
  readonly actions: TransactionAction[];
}

export type Leases = ReturnType<typeof tableLeases>;

/** Leases in the table. Who changes a row names the ETag that it read, so of several that try at once one succeeds. */
export function tableLeases(client: TableClient, now: () => number, written: Set<string>) {
  const holding = new Map<string, Held>();

  const read = async (rows: RowKeys): Promise<InboxRecord | undefined> => {
    try {
      return inboxRecord.parse(await client.getEntity(rows.partitionKey, rows.inbox));
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  };
  const newRow = (rows: RowKeys, until: number, holder: string) => ({
    partitionKey: rows.partitionKey,
    rowKey: rows.inbox,
    state: "leased",
    attempt: 1,
    time: isoOf(until),
    holder,
    deferred: false,
  });
  const rowOf = ({ rows, deferred }: Held, lease: Lease, state: InboxRecord["state"], time: number) => ({
    partitionKey: rows.partitionKey,
    rowKey: rows.inbox,
    state,
    attempt: lease.attempt,
    time: isoOf(time),
    holder: lease.token,
    deferred,
  });
  const hold = (lease: Lease, held: Omit<Held, "last">): Claim => {
    holding.set(lease.token, { ...held, last: Promise.resolve() });
    return { kind: "claimed", lease };
  };

  /** Claims one key whose row may exist. */
  const claimOne = async (key: InboxKey, leaseMilliseconds: number): Promise<Claim> => {
    const rows = rowKeysOf(key);
    const token = randomUUID();
    for (;;) {
      const until = now() + leaseMilliseconds;
      try {
        const { etag = "" } = await client.createEntity(newRow(rows, until, token));
        return hold({ key, attempt: 1, token }, { rows, etag, deferred: false });
      } catch (error) {
        if (statusOf(error) !== 409) throw error;
      }
      const found = await read(rows);
      if (found === undefined) continue;
      // The client repeats a request whose answer was lost: then the row is our own.
      const { attempt, deferred } = found;
      if (found.holder === token) return hold({ key, attempt, token }, { rows, deferred, etag: found.etag });
      if (found.state === "done") return { kind: "done" };
      if (found.state === "leased" && Date.parse(found.time) > now()) {
        return { kind: "held", until: Date.parse(found.time) };
      }
      try {
        const row = { ...newRow(rows, until, token), attempt: attempt + 1, deferred };
        const { etag = "" } = await client.updateEntity(row, "Replace", { etag: found.etag });
        return hold({ key, attempt: attempt + 1, token }, { rows, etag, deferred });
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
  };

  /** Claims new keys of one partition in one transaction; most events are new. */
  const claimTogether = async (keys: readonly InboxKey[], leaseMilliseconds: number): Promise<readonly Claim[]> => {
    if (keys.length > 1) {
      const until = now() + leaseMilliseconds;
      const wanted = keys.map((key) => ({ key, rows: rowKeysOf(key), token: randomUUID() }));
      try {
        const response = await client.submitTransaction(
          wanted.map(({ rows, token }): TransactionAction => ["create", newRow(rows, until, token)]),
        );
        return wanted.map(({ key, rows, token }) =>
          hold(
            { key, attempt: 1, token },
            { rows, deferred: false, etag: response.getResponseForEntity(rows.inbox)?.etag ?? "" },
          ),
        );
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    return Promise.all(keys.map((key) => claimOne(key, leaseMilliseconds)));
  };

  /** Runs an operation on a lease after the earlier ones; false if this process does not hold it any more. */
  const change = (lease: Lease, operation: (held: Held) => Promise<void>): Promise<boolean> => {
    const held = holding.get(lease.token);
    if (held === undefined) return Promise.resolve(false);
    const result = held.last.then(async () => {
      try {
        await operation(held);
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
        const found = await read(held.rows);
        holding.delete(lease.token);
        return found?.holder === lease.token && found.state === "done";
      }
    });
    held.last = result.catch(() => {});
    return result;
  };

  const completionOf = ({ lease, messages }: Completion): Batch | undefined => {
    const held = holding.get(lease.token);
    if (held === undefined) return undefined;
    const { partitionKey, deferred } = held.rows;
    const time = isoOf(now());
    const done = { ...rowOf(held, lease, "done", now()), deferred: false };
    const actions: TransactionAction[] = [["update", done, "Replace", { etag: held.etag }]];
    for (const [index, { kind, body }] of messages.entries()) {
      const rowKey = `${prefixes.outbox}${time}-${lease.token}-${String(index).padStart(3, "0")}`;
      actions.push([
        "create",
        { partitionKey, rowKey, kind, attempt: 0, time, ...packText(JSON.stringify(body ?? null)) },
      ]);
    }
    if (held.deferred) actions.push(["delete", { partitionKey, rowKey: deferred }]);
    return { lease, held, actions };
  };

  const submit = async (batches: readonly Batch[]): Promise<void> => {
    await client.submitTransaction(batches.flatMap(({ actions }) => actions));
    for (const { held, actions } of batches) {
      if (actions.some(([kind]) => kind === "create")) written.add(held.rows.partitionKey);
    }
  };

  const completeAlone = (completion: Completion): Promise<boolean> =>
    change(completion.lease, async () => {
      const batch = completionOf(completion);
      if (batch !== undefined) await submit([batch]);
      holding.delete(completion.lease.token);
    });

  return {
    read,
    async claim(keys: readonly InboxKey[], leaseMilliseconds: number): Promise<readonly Claim[]> {
      const groups = [...Map.groupBy(keys, (key) => rowKeysOf(key).partitionKey).values()].flatMap(chunksOf);
      const answers = new Map<InboxKey, Claim>();
      await Promise.all(
        groups.map(async (group) => {
          const claims = await claimTogether(group, leaseMilliseconds);
          for (const [index, key] of group.entries()) {
            const claim = claims[index];
            if (claim !== undefined) answers.set(key, claim);
          }
        }),
      );
      return keys.flatMap((key) => answers.get(key) ?? []);
    },
    async complete(completions: readonly Completion[]): Promise<readonly boolean[]> {
      // Earlier operations on these leases first: an extension that is on its way changes the ETag.
      await Promise.all(completions.map(({ lease }) => holding.get(lease.token)?.last));
      const batches = completions.map((completion) => ({ completion, batch: completionOf(completion) }));
      const recorded = new Map<Completion, boolean>();
      await Promise.all(
        groupsOf(batches).map(async (group) => {
          try {
            await submit(group.map(({ batch }) => batch));
            for (const { completion } of group) {
              holding.delete(completion.lease.token);
              recorded.set(completion, true);
            }
          } catch (error) {
            if (!isConflict(error)) throw error;
            // One of them failed, so none is recorded: each by itself.
            for (const { completion } of group) recorded.set(completion, await completeAlone(completion));
          }
        }),
      );
      return completions.map((completion) => recorded.get(completion) === true);
    },
    release: (lease: Lease, retryAfterMilliseconds: number): Promise<boolean> =>
      change(lease, async (held) => {
        const row = rowOf(held, lease, "released", now() + retryAfterMilliseconds);
        await client.updateEntity(row, "Replace", { etag: held.etag });
        holding.delete(lease.token);
      }),
    extend: (lease: Lease, leaseMilliseconds: number): Promise<boolean> =>
      change(lease, async (held) => {
        const row = rowOf(held, lease, "leased", now() + leaseMilliseconds);
        held.etag = (await client.updateEntity(row, "Replace", { etag: held.etag })).etag ?? "";
      }),
    /** Stores the event beside its record, if the lease is still held. */
    defer: (lease: Lease, { body, subscription = "" }: DeferredEvent): Promise<boolean> =>
      change(lease, async (held) => {
        const { partitionKey, inbox, deferred: rowKey } = held.rows;
        const { handler, source, id } = lease.key;
        const event = {
          partitionKey,
          rowKey,
          subscription,
          ...packText(JSON.stringify({ handler, source, id, body })),
        };
        const { time } = inboxRecord.parse(await client.getEntity(partitionKey, inbox));
        const own = { ...rowOf(held, lease, "leased", Date.parse(time)), deferred: true };
        const response = await client.submitTransaction([
          ["update", own, "Replace", { etag: held.etag }],
          ["upsert", event, "Replace"],
        ]);
        held.etag = response.getResponseForEntity(inbox)?.etag ?? "";
        held.deferred = true;
      }),
    isHeld: (lease: Lease): boolean => holding.has(lease.token),
  };
}

function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / transactionLimit) }, (_, index) =>
    items.slice(index * transactionLimit, (index + 1) * transactionLimit),
  );
}

interface Grouped {
  readonly completion: Completion;
  readonly batch: Batch;
}

/** Completions of one partition that fit into one transaction together. */
function groupsOf(
  batches: readonly { readonly completion: Completion; readonly batch: Batch | undefined }[],
): readonly (readonly Grouped[])[] {
  const groups: Grouped[][] = [];
  const open = new Map<string, Grouped[]>();
  for (const { completion, batch } of batches) {
    if (batch === undefined) continue;
    const { partitionKey } = batch.held.rows;
    const group = open.get(partitionKey);
    const size = group?.reduce((sum, { batch: { actions } }) => sum + actions.length, batch.actions.length) ?? Infinity;
    if (group !== undefined && size <= transactionLimit) {
      group.push({ completion, batch });
    } else {
      const next = [{ completion, batch }];
      groups.push(next);
      open.set(partitionKey, next);
    }
  }
  return groups;
}
