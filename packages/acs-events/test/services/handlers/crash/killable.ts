import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { optionForSources } from "../../../../src/engine/engine.ts";
import { repositoryRoot } from "../../../sample-project.ts";
import type { ChildSettings } from "./settings.ts";

export interface Killable {
  /** What the process said when it was ready: its address, if it is a server. */
  readonly url: string | undefined;
  /** SIGKILL: the process has no chance to finish anything. */
  kill(): Promise<void>;
}

const child = fileURLToPath(new URL("child.ts", import.meta.url));

/** Starts a process that handles events, and waits until it is ready. */
export async function startKillable(settings: ChildSettings): Promise<Killable> {
  const started: ChildProcess = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", optionForSources, child, JSON.stringify(settings)],
    {
      env: { ...process.env, NODE_COMPILE_CACHE: join(repositoryRoot, "node_modules/.cache/acs-events") },
      // The end of its input tells the process that the test is gone.
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const url = await new Promise<string | undefined>((resolve, reject) => {
    let said = "";
    started.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const ready = /^listening ?(\S*)\n/m.exec(said);
      if (ready !== null) resolve(ready[1] === "" ? undefined : ready[1]);
    });
    started.once("exit", (code) => reject(new Error(`the process ended with ${code} before it was ready: ${said}`)));
  });
  return {
    url,
    async kill() {
      if (started.exitCode !== null || started.signalCode !== null) return;
      const ended = once(started, "exit");
      started.kill("SIGKILL");
      await ended;
    },
  };
}
