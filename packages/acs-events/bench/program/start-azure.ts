import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The local Azure of `azure.ts`, running in a process of its own. */
export interface AzureProcess {
  /** For `PULUMI_DEBUG_PROVIDERS`. */
  readonly port: number;
  stop(): void;
}

export async function startAzure(): Promise<AzureProcess> {
  const azure = spawn(process.execPath, [fileURLToPath(new URL("azure.ts", import.meta.url))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = await once(azure.stdout, "data");
  return { port: Number(String(port)), stop: () => azure.kill() };
}
