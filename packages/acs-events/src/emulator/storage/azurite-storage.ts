import { mkdirSync } from "node:fs";
import type { ContainerClient } from "@azure/storage-blob";
import type { QueueClient } from "@azure/storage-queue";
import type { LocalStorage } from "../delivery/local-storage.ts";
import { tokens } from "../resources/tokens.ts";
import type { Store } from "../store.ts";
import { type Azurite, connectionString, publishedAccount, publishedKey, startAzurite } from "./azurite.ts";

export interface AzuriteStorage extends LocalStorage {
  /** Starts Azurite with the storage accounts that there are by now. It starts by itself where something is written. */
  start(): Promise<void>;
  /** For clients of an account: a worker, or `az storage`. Undefined before Azurite has started. */
  connectionString(account: string): string | undefined;
  /** The accounts that it has. */
  accounts(): readonly string[];
  close(): Promise<void>;
}

export interface AzuriteStorageOptions {
  /** Where Azurite keeps everything. */
  readonly folder: string;
  readonly store: Pick<Store, "ofToken">;
  readonly ports?: readonly [number, number, number] | undefined;
}

/**
 * Storage accounts in Azurite, under their own names and with its published key. An account that comes later makes
 * Azurite restart on the same ports; what it keeps is in the folder.
 */
export function createAzuriteStorage({ folder, store, ports }: AzuriteStorageOptions): AzuriteStorage {
  let running: Azurite | undefined;
  let accounts: readonly string[] = [];
  let starting: Promise<unknown> = Promise.resolve();
  let usedPorts = ports;
  const queues = new Map<string, Promise<QueueClient>>();
  const containers = new Map<string, Promise<ContainerClient>>();

  const startWith = async (needed: readonly string[]): Promise<void> => {
    if (running !== undefined && needed.every((account) => accounts.includes(account))) return;
    mkdirSync(folder, { recursive: true });
    await running?.close();
    running = undefined;
    accounts = [...new Set([publishedAccount, ...accounts, ...namesOfAccounts(store), ...needed])];
    running = await startAzurite({ accounts, folder, ports: usedPorts });
    usedPorts = [portOf(running.blob), portOf(running.queue), portOf(running.table)];
  };
  /** One after the other, so that two that write at once start one Azurite. */
  const ensure = async (needed: readonly string[]): Promise<Azurite> => {
    const mine = starting.then(() => startWith(needed));
    starting = mine.catch(() => undefined);
    await mine;
    if (running === undefined) throw new Error("Azurite has been closed");
    return running;
  };
  /** A client is kept once it has made what it stands for. */
  const kept = <T>(clients: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
    const known = clients.get(key);
    if (known !== undefined) return known;
    const made = make();
    clients.set(key, made);
    made.catch(() => clients.delete(key));
    return made;
  };

  return Object.freeze({
    start: async () => {
      await ensure([]);
    },
    connectionString: (account: string) => (running === undefined ? undefined : connectionString(account, running)),
    accounts: () => accounts,
    async send(queue: { readonly account: string; readonly name: string }, text: string, timeToLive?: number) {
      const { queue: origin } = await ensure([queue.account]);
      const client = await kept(queues, `${queue.account}/${queue.name}`, async () => {
        const { QueueClient, StorageSharedKeyCredential } = await import("@azure/storage-queue");
        const credential = new StorageSharedKeyCredential(queue.account, publishedKey);
        const made = new QueueClient(`${origin}/${queue.account}/${queue.name}`, credential);
        await made.createIfNotExists();
        return made;
      });
      await client.sendMessage(text, timeToLive === undefined ? {} : { messageTimeToLive: timeToLive });
    },
    async write(container: { readonly account: string; readonly name: string }, path: string, text: string) {
      const { blob: origin } = await ensure([container.account]);
      const client = await kept(containers, `${container.account}/${container.name}`, async () => {
        const { ContainerClient, StorageSharedKeyCredential } = await import("@azure/storage-blob");
        const credential = new StorageSharedKeyCredential(container.account, publishedKey);
        const made = new ContainerClient(`${origin}/${container.account}/${container.name}`, credential);
        await made.createIfNotExists();
        return made;
      });
      const blob = client.getBlockBlobClient(path);
      const blobHTTPHeaders = { blobContentType: "application/json" };
      await blob.upload(text, Buffer.byteLength(text), { blobHTTPHeaders });
      return blob.url;
    },
    async close() {
      await starting;
      await running?.close();
      running = undefined;
    },
  });
}

function namesOfAccounts(store: Pick<Store, "ofToken">): readonly string[] {
  return store.ofToken(tokens.storageAccount).map(({ id }) => id.slice(id.lastIndexOf("/") + 1));
}

function portOf(origin: string): number {
  return Number(new URL(origin).port);
}
