import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

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

/** Published with the emulator; the same on every machine, and not a secret. */
const account = "devstoreaccount1";
const key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** Starts Azurite on free ports of 127.0.0.1. */
export async function startAzurite(): Promise<Azurite> {
  const folder = dirname(createRequire(import.meta.url).resolve("azurite/package.json"));
  const hosts = ["blob", "queue", "table"].flatMap((one) => [`--${one}Host`, "127.0.0.1", `--${one}Port`, "0"]);
  const child = spawn(
    process.execPath,
    [
      join(folder, "dist/src/azurite.js"),
      ...["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"],
      ...hosts,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const close = () => end(child);
  try {
    const [blob, queue, table] = await listening(child);
    const endpoints = `BlobEndpoint=${blob};QueueEndpoint=${queue};TableEndpoint=${table}`;
    const connectionString = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};${endpoints};`;
    return { blob, queue, table, account, key, connectionString, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The URLs of the three services, as soon as all of them have said that they listen. */
function listening(child: ChildProcess): Promise<readonly [string, string, string]> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const urlOf = (service: string): string | undefined =>
        new RegExp(`${service} service is successfully listening at (http://127\\.0\\.0\\.1:\\d+)`).exec(said)?.[1];
      const [blob, queue, table] = ["Blob", "Queue", "Table"].map(urlOf);
      if (blob !== undefined && queue !== undefined && table !== undefined) {
        resolve([`${blob}/${account}`, `${queue}/${account}`, `${table}/${account}`]);
      }
    });
    child.once("exit", () => reject(new Error(`Azurite ended before it listened:\n${said}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
