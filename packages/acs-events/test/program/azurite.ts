import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { repositoryRoot } from "../sample-project.ts";

/** Azure Blob Storage on this machine; what it keeps is gone when it is closed. */
export interface BlobStorage {
  /** What the engine has to know to keep its state there. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Published with the emulator; the same on every machine, and no secret. */
const account = "devstoreaccount1";
const key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
const container = "state";

/** Starts Azurite on a free port of 127.0.0.1, with an empty container. */
export async function startBlobStorage(): Promise<BlobStorage> {
  const child = spawn(
    process.execPath,
    [
      join(repositoryRoot, "node_modules/azurite/dist/src/blob/main.js"),
      ...["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"],
      ...["--blobHost", "127.0.0.1", "--blobPort", "0"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const host = await listening(child);
    await makeContainer(host);
    return {
      environment: {
        PULUMI_BACKEND_URL: `azblob://${container}?storage_account=${account}&domain=${host}&protocol=http&localemu=true`,
        AZURE_STORAGE_ACCOUNT: account,
        AZURE_STORAGE_KEY: key,
      },
      close: () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}

/** `127.0.0.1:PORT`, as soon as it says so. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, host] = /listens on http:\/\/(127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (host !== undefined) resolve(host);
    });
    child.once("exit", () => reject(new Error(`Azurite ended before it listened:\n${said}`)));
  });
}

/** One request of the Blob service, signed as its documentation says ("Authorize with Shared Key"). */
async function makeContainer(host: string): Promise<void> {
  const date = new Date().toUTCString();
  const version = "2021-12-02";
  const headers = `x-ms-date:${date}\nx-ms-version:${version}`;
  const resource = `/${account}/${account}/${container}\nrestype:container`;
  const signed = `PUT\n${"\n".repeat(11)}${headers}\n${resource}`;
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest("base64");
  const response = await fetch(`http://${host}/${account}/${container}?restype=container`, {
    method: "PUT",
    headers: { "x-ms-date": date, "x-ms-version": version, authorization: `SharedKey ${account}:${signature}` },
  });
  if (!response.ok) throw new Error(`Azurite made no container: ${response.status} ${await response.text()}`);
}
