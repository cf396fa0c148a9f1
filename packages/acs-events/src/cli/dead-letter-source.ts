import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { azureLogin } from "../azure-login/azure-login.ts";
import { emulatorAccount } from "../dead-letters/emulator-account.ts";
import type { ReplayTarget } from "../dead-letters/replay.ts";
import type { DeadLetterStore } from "../dead-letters/store.ts";
import { nodeSqlite } from "../emulator/state/node-sqlite.ts";
import { UserError } from "../text/user-error.ts";
import { deployedStack } from "./deployed-stack.ts";

export interface DeadLetterSource {
  /** A folder, an inbox in a file, or the URL of a container or of an inbox's table; if omitted, the container of `stack`. */
  readonly from?: string;
  readonly stack: string;
}

/** Opens the place with the dead letters. */
export async function openDeadLetters({ from, stack }: DeadLetterSource): Promise<DeadLetterStore> {
  const where = from ?? (await containerOf(stack));
  const url = urlIn(where);
  if (url === undefined) {
    const found = await stat(where).catch(() => undefined);
    if (found?.isFile() === true) return inboxIn(resolve(where));
    return (await import("../dead-letters/folder-store.ts")).folderStore(where);
  }
  if (await isTable(url)) return (await import("../dead-letters/table-store.ts")).tableStore(url, azureLogin);
  const { containerStore } = await import("../dead-letters/container-store.ts");
  return containerStore(url, azureLogin);
}

async function inboxIn(file: string): Promise<DeadLetterStore> {
  if (nodeSqlite() === undefined) {
    throw new UserError(
      `An inbox in a file is read by node:sqlite, which Node ${process.version} does not have. Use Node 22.13 or newer.`,
    );
  }
  return (await import("../dead-letters/sqlite-store.ts")).sqliteStore(file);
}

/** A table's host says so; of Azurite's services only the answer says which one it is. */
async function isTable(url: URL): Promise<boolean> {
  if (emulatorAccount(url) === undefined) return /\.table\.(?:core|storage)\./.test(url.hostname);
  const answer = await fetch(url, { method: "HEAD" }).catch(() => undefined);
  return /^Azurite-Table\b/.test(answer?.headers.get("server") ?? "");
}

async function containerOf(stack: string): Promise<string> {
  const { undeliveredEvents } = await deployedStack(stack);
  if (undeliveredEvents === undefined) {
    throw new UserError(`The stack "${stack}" does not say where it keeps dead letters. Deploy it again: pulumi up`);
  }
  const { storageAccount, container } = undeliveredEvents;
  return `https://${storageAccount}.blob.core.windows.net/${container}`;
}

/** Where `--to` leads: the URL of a queue or of a receiver, or the name of a storage queue of the stack. */
export async function replayTarget(to: string, stack: string): Promise<ReplayTarget> {
  const url = urlIn(to) ?? new URL(await queueOf(to, stack));
  const { queueTarget } = await import("../dead-letters/queue-target.ts");
  if (isQueue(url)) return queueTarget(url, azureLogin);
  const { receiverTarget } = await import("../dead-letters/receiver-target.ts");
  return receiverTarget(url);
}

async function queueOf(name: string, stack: string): Promise<string> {
  const { endpoints } = await deployedStack(stack);
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
  const account = /\/storageAccounts\/([^/]+)$/i.exec(endpoint?.id ?? "")?.[1];
  if (account === undefined || endpoint?.queueName === undefined) {
    const queues = Object.entries(endpoints).flatMap(([one, { queueName }]) => (queueName === undefined ? [] : [one]));
    throw new UserError(
      `"${name}" is not a storage queue that the stack "${stack}" made; it made ${queues.join(", ") || "none"}. Give the URL of a queue or a receiver.`,
    );
  }
  return `https://${account}.queue.core.windows.net/${endpoint.queueName}`;
}

/** A queue's host says so; Azurite's own queues are behind its account's name. */
function isQueue({ hostname, pathname }: URL): boolean {
  return /\.queue\.(?:core|storage)\./.test(hostname) || /^\/devstoreaccount1\/[^/]+$/.test(pathname);
}

function urlIn(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  if (!URL.canParse(text)) throw new UserError(`"${text}" is not a URL.`);
  const url = new URL(text);
  const isLocal = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url.protocol === "http:" && !isLocal) {
    throw new UserError(`${url.origin} is not encrypted: events have personal data in them. Use https.`);
  }
  return url;
}
