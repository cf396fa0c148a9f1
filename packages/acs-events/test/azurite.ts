import {
  connectionString,
  publishedAccount,
  publishedKey,
  startAzurite as start,
} from "../src/emulator/storage/azurite.ts";

/** Blobs, queues and tables of Azure Storage on this machine; what they keep is gone when it is closed. */
export interface Azurite {
  /** Base URLs with the account in them, without a slash at the end. */
  readonly blob: string;
  readonly queue: string;
  readonly table: string;
  readonly account: string;
  readonly key: string;
  readonly connectionString: string;
  close(): Promise<void>;
}

/** Starts Azurite on free ports of 127.0.0.1, with its own account. */
export async function startAzurite(): Promise<Azurite> {
  const azurite = await start({ accounts: [publishedAccount] });
  return {
    blob: `${azurite.blob}/${publishedAccount}`,
    queue: `${azurite.queue}/${publishedAccount}`,
    table: `${azurite.table}/${publishedAccount}`,
    account: publishedAccount,
    key: publishedKey,
    connectionString: connectionString(publishedAccount, azurite),
    close: azurite.close,
  };
}
