import {
  connectionString,
  publishedAccount,
  publishedKey,
  startAzurite as start,
} from "../src/emulator/storage/azurite.ts";

/** Blobs, queues and tables of Azure Storage on this machine; what they keep is gone with this process. */
export interface Azurite {
  /** Base URLs with the account in them, without a slash at the end. */
  readonly blob: string;
  readonly queue: string;
  readonly table: string;
  readonly account: string;
  readonly key: string;
  readonly connectionString: string;
}

/**
 * One account each for the test files of this process, which share one Azurite: to start it takes longer than most of what
 * they do with it. It ends with this process.
 */
const unused = [publishedAccount, ...Array.from({ length: 19 }, (_, index) => `account${index + 1}`)];
let running: ReturnType<typeof start> | undefined;

/** An account of Azurite that is empty, on free ports of 127.0.0.1. */
export async function startAzurite(): Promise<Azurite> {
  running ??= start({ accounts: [...unused] });
  const account = unused.shift();
  if (account === undefined) throw new Error("there are more tests with Azurite than accounts in test/azurite.ts");
  const azurite = await running;
  return {
    blob: `${azurite.blob}/${account}`,
    queue: `${azurite.queue}/${account}`,
    table: `${azurite.table}/${account}`,
    account,
    key: publishedKey,
    connectionString: connectionString(account, azurite),
  };
}
