import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../../bin/acs-events.js", import.meta.url));
const environment = { ...process.env, NO_COLOR: "1" };

/** What `acs-events` prints in the project; its exit status says whether a review found something, and is no failure. */
export async function printed(root: string, ...words: readonly string[]): Promise<string> {
  const options = { cwd: root, env: environment, maxBuffer: 64 * 1024 * 1024 };
  try {
    return (await promisify(execFile)(process.execPath, [program, ...words], options)).stdout;
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 2 && stdout !== "") return stdout;
    throw new Error(`acs-events ${words.join(" ")} failed:\n${stderr || String(error)}`);
  }
}

/** A rehearsal that goes on, and the address of its dashboard. */
export interface KeptRehearsal {
  readonly url: string;
  close(): Promise<void>;
}

export async function keepRehearsal(root: string): Promise<KeptRehearsal> {
  const child = spawn(process.execPath, [program, "rehearse", "--keep"], { cwd: root, env: environment });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const url = await new Promise<string>((found, failed) => {
    let output = "";
    const read = (text: Buffer): void => {
      output += text.toString();
      const address = /dashboard +(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (address !== undefined) found(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => failed(new Error(`the rehearsal ended:\n${output}`)));
  });
  return {
    url,
    async close() {
      child.kill("SIGINT");
      await ended;
    },
  };
}
