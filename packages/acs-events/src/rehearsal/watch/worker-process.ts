import { type ChildProcess, fork } from "node:child_process";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { optionForSources } from "../../engine/engine.ts";
import { isMessage } from "./messages.ts";

export interface WorkerOptions<Message> {
  /** The file beside this one, without its ending. */
  readonly file: "program-worker" | "handlers-worker";
  readonly args?: readonly string[];
  /** Its working folder. */
  readonly cwd: string;
  readonly heard: (message: Message) => void;
  /** A line that the project's code printed. */
  readonly printed: (line: string) => void;
  /** It has ended: `undefined` where it was asked to, else a sentence. */
  readonly ended: (why: string | undefined) => void;
}

/** A process that runs the project's code, so that the next one has the files as they are by then. */
export interface WorkerProcess<Request> {
  send(request: Request): void;
  /** Asks it to end, and ends it where it does not. */
  end(): Promise<void>;
}

/** Where compiled modules are kept. The process cannot say so itself: its imports are loaded before its first line. */
const compiled = fileURLToPath(new URL("../../../node_modules/.cache/acs-events/", import.meta.url));

/** How long a process may take to end, in milliseconds. */
const patience = 3_000;

/** Starts one. It ends with this process, also when this process is killed: its channel is closed then. */
export function startWorker<Request extends object, Message>(options: WorkerOptions<Message>): WorkerProcess<Request> {
  const own = import.meta.url;
  const file = fileURLToPath(new URL(`${options.file}${extname(own)}`, own));
  const child = fork(file, [...(options.args ?? [])], {
    cwd: options.cwd,
    env: { ...process.env, NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? compiled },
    execArgv: ["--disable-warning=ExperimentalWarning", ...(optionForSources === "" ? [] : [optionForSources])],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let asked = false;
  child.on("message", (message) => {
    // From the other end of our own channel.
    if (isMessage(message)) options.heard(message as Message);
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on("line", options.printed);
  }
  const gone = new Promise<void>((resolve) => {
    const tell = (why: string | undefined): void => {
      options.ended(asked ? undefined : why);
      resolve();
    };
    child.once("exit", (code, signal) => tell(`it ended by itself (${signal ?? `exit status ${code}`})`));
    child.once("error", (error) => tell(error.message));
  });
  return Object.freeze({
    send: (request: Request) => void child.send(request, () => undefined),
    async end() {
      asked = true;
      endSoon(child);
      await gone;
    },
  });
}

function endSoon(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  child.once("exit", () => clearTimeout(timer));
}
