import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Azurite, Microsoft's emulator of Azure Storage, in a process of its own. */
export interface Azurite {
  /** `http://127.0.0.1:PORT`, without the account; https where a certificate was given. */
  readonly blob: string;
  readonly queue: string;
  readonly table: string;
  close(): Promise<void>;
}

export interface AzuriteOptions {
  /** The storage accounts that it has; each with the published key. */
  readonly accounts: readonly string[];
  /** Where it keeps everything; if omitted, in memory. */
  readonly folder?: string | undefined;
  /** Of blobs, queues and tables; if omitted, free ones. */
  readonly ports?: readonly [number, number, number] | undefined;
  /** Answers https with this certificate, and takes tokens of Entra ID, whose signature it does not verify. */
  readonly https?: { readonly certificateFile: string; readonly keyFile: string } | undefined;
}

/** Azurite's own account, and its key: published, the same on every machine, and not a secret. */
export const publishedAccount = "devstoreaccount1";
export const publishedKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** Azurite does not notice that nobody needs it any more. The channel to its parent must not keep it alive either. */
const endWithParent = 'process.on("disconnect", () => process.exit()); process.channel.unref();';

/** What a client of one account needs to know. */
export function connectionString(account: string, { blob, queue, table }: Omit<Azurite, "close">): string {
  const endpoints = Object.entries({ Blob: blob, Queue: queue, Table: table });
  return [
    "DefaultEndpointsProtocol=http",
    `AccountName=${account}`,
    `AccountKey=${publishedKey}`,
    ...endpoints.map(([service, origin]) => `${service}Endpoint=${origin}/${account}`),
    "",
  ].join(";");
}

/** Why Azurite cannot be started here; undefined where it is installed, in the project or beside the tool. */
export function azuriteProblem(): string | undefined {
  return azuriteFolder() === undefined
    ? "Azurite is not installed here. Install it with `npm install --save-dev azurite`; without it, storage queues and dead letters are kept in files."
    : undefined;
}

/**
 * Starts Azurite on 127.0.0.1. It ends with this process, also when this process is killed. Throws, with what it said,
 * when it is not installed or does not start.
 */
export async function startAzurite({ accounts, folder, ports = [0, 0, 0], https }: AzuriteOptions): Promise<Azurite> {
  const installed = azuriteFolder();
  if (installed === undefined) throw new Error(azuriteProblem());
  const services = ["blob", "queue", "table"];
  const child = spawn(
    process.execPath,
    [
      ...["--import", `data:text/javascript,${endWithParent}`],
      join(installed, "dist/src/azurite.js"),
      ...["--skipApiVersionCheck", "--disableTelemetry", "--silent"],
      ...(folder === undefined ? ["--inMemoryPersistence"] : ["--location", folder]),
      ...(https === undefined ? [] : ["--cert", https.certificateFile, "--key", https.keyFile, "--oauth", "basic"]),
      ...services.flatMap((one, index) => [`--${one}Host`, "127.0.0.1", `--${one}Port`, String(ports[index])]),
    ],
    {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        AZURITE_ACCOUNTS: accounts.map((account) => `${account}:${publishedKey}`).join(";"),
      },
    },
  );
  const close = (): Promise<void> => end(child);
  try {
    const [blob, queue, table] = await listening(child);
    child.unref();
    child.channel?.unref();
    return { blob, queue, table, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The project's own comes first. */
function azuriteFolder(): string | undefined {
  for (const from of [join(process.cwd(), "package.json"), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve("azurite/package.json"));
    } catch {
      // Not there; perhaps in the next place.
    }
  }
  return undefined;
}

/** The addresses of the three services, as soon as all of them have said that they listen. */
function listening(child: ChildProcess): Promise<readonly [string, string, string]> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (text: string): void => {
      said += text;
      const [blob, queue, table] = ["Blob", "Queue", "Table"].map(
        (service) =>
          new RegExp(`${service} service is successfully listening at (https?://127\\.0\\.0\\.1:\\d+)`).exec(said)?.[1],
      );
      if (blob !== undefined && queue !== undefined && table !== undefined) resolve([blob, queue, table]);
    };
    child.stdout?.setEncoding("utf8").on("data", hear);
    child.stderr?.setEncoding("utf8").on("data", hear);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Azurite ended before it listened:\n${said.slice(-2_000)}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  // It must not end the process that waits for its end.
  child.ref();
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
