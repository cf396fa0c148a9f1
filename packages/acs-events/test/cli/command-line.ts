import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { format } from "node:util";
import { main } from "../../src/cli/main.ts";
import { acsEventsProgram, sampleRoot } from "../sample-project.ts";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

let before: Promise<unknown> = Promise.resolve();

/**
 * Runs `acs-events` in this process, which is many times faster than starting one; `input` becomes its standard input.
 * One at a time, since there is only one standard output. `test.env` of vitest.config.ts takes the colours away.
 */
export function acsEvents(args: readonly string[], input = "", folder = sampleRoot): Promise<Ran> {
  const run = before.then(() => captured(args, input, folder));
  before = run.catch(() => undefined);
  return run;
}

async function captured(args: readonly string[], input: string, folder: string): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const take =
    (into: string[]) =>
    (text: string | Uint8Array): true => {
      into.push(typeof text === "string" ? text : Buffer.from(text).toString());
      return true;
    };
  const line =
    (into: string[]) =>
    (...values: unknown[]): void => {
      into.push(`${format(...values)}\n`);
    };
  const restore = [
    replace(process.stdout, "write", take(out)),
    replace(process.stderr, "write", take(err)),
    replace(console, "log", line(out)),
    replace(console, "error", line(err)),
    replace(process, "stdin", Readable.from([Buffer.from(input)])),
  ];
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  try {
    await main([process.execPath, "acs-events", ...args], folder);
    return { status: Number(process.exitCode ?? 0), stdout: out.join(""), stderr: err.join("") };
  } finally {
    for (const undo of restore.reverse()) undo();
    process.exitCode = exitCode;
  }
}

/** Puts `value` in the place of a property, whatever kind of property it is; answers how to put the old one back. */
function replace(owner: object, name: string, value: unknown): () => void {
  const old = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  return () => {
    if (old === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, old);
  };
}

/** Runs `acs-events` as a process of its own, as people do: for what only a process shows. Without colours. */
export function acsEventsProcess(args: readonly string[], input = "", cwd = sampleRoot): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [acsEventsProgram, ...args],
      { cwd, env: { ...process.env, NO_COLOR: "1" }, maxBuffer: 1 << 28 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ status, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/** What `use` makes of a file with this content, which is gone afterwards. */
export async function withFile<T>(name: string, content: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-"));
  try {
    const file = join(folder, name);
    await writeFile(file, content);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
