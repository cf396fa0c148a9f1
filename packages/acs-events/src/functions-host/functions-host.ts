import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { printable } from "../text/printable.ts";

/** A function of a package, and what sets it off. */
export interface HostedFunction {
  readonly name: string;
  /** `queueTrigger`, `serviceBusTrigger`, `eventGridTrigger`, `httpTrigger`, `timerTrigger`. */
  readonly type: string;
  /** Of a trigger of a queue. */
  readonly queueName?: string | undefined;
  /** Of an HTTP trigger. */
  readonly route?: string | undefined;
  /** Of a timer: six fields, the first one for seconds. */
  readonly schedule?: string | undefined;
}

export interface HttpRequestData {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A package of functions that runs on this machine as it does in Azure. */
export interface FunctionsHost {
  readonly functions: readonly HostedFunction[];
  /** How long the package took to load, in milliseconds. */
  readonly loadMilliseconds: number;
  /** Sets the trigger of a queue off with the text of a message. Throws what the function threw. */
  takeMessage(name: string, text: string, metadata: { dequeueCount: number; insertionTime: Date }): Promise<Invoked>;
  /** Sets an Event Grid trigger off with one event. */
  takeEvent(name: string, event: unknown): Promise<Invoked>;
  request(name: string, request: HttpRequestData): Promise<HttpAnswer>;
  /** Sets a timer off. */
  tick(name: string): Promise<Invoked>;
  /** Whether the package still runs: false when it has ended by itself. */
  isRunning(): boolean;
  /** Lets the package end by itself, and ends it after some seconds. */
  close(): Promise<void>;
}

export interface Invoked {
  readonly logs: readonly { readonly level: string; readonly message: string }[];
}

/** The package could not be loaded; the message is the package's own, safe to print. */
export class PackageFails extends Error {
  override readonly name = "PackageFails";
}

const message = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ready"),
    milliseconds: z.number(),
    functions: z.array(
      z.object({
        name: z.string(),
        trigger: z.looseObject({
          type: z.string(),
          queueName: z.string().optional(),
          route: z.string().optional(),
          schedule: z.string().optional(),
        }),
      }),
    ),
  }),
  z.object({ kind: z.literal("failed"), error: z.string() }),
  z.object({
    kind: z.literal("result"),
    id: z.string(),
    ok: z.boolean(),
    error: z.string().optional(),
    http: z.unknown().optional(),
    logs: z.array(z.object({ level: z.string(), message: z.string() })).default([]),
  }),
]);

type Result = Extract<z.infer<typeof message>, { kind: "result" }>;

/** The form in which the library hands an HTTP answer to the platform. */
const rpcHttp = z.looseObject({
  statusCode: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.looseObject({ bytes: z.instanceof(Uint8Array).optional(), string: z.string().optional() }).optional(),
});

/** How long a package may take to load, in milliseconds; the platform gives 30 s. */
const patience = 30_000;

/**
 * Starts the package whose main file is `main`, in a process of its own with the settings `env`.
 * @throws PackageFails if it throws while it is loaded, or takes longer than the platform waits.
 */
export async function startFunctionsHost(
  main: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<FunctionsHost> {
  const child = fork(fileURLToPath(new URL("host-process.js", import.meta.url)), [main], {
    env: { ...process.env, ...env },
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const waiting = new Map<string, (result: Result) => void>();
  let calls = 0;
  const ready = await loaded(child, waiting);
  const call = async (name: string, data: object, triggerMetadata: object): Promise<Result> => {
    calls += 1;
    const id = String(calls);
    const result = await new Promise<Result>((resolve) => {
      if (!child.connected) return resolve({ kind: "result", id, ok: false, error: "the package ended", logs: [] });
      waiting.set(id, resolve);
      child.send({ kind: "invoke", id, name, data, triggerMetadata });
    });
    if (!result.ok) throw new Error(result.error ?? "the function failed");
    return result;
  };
  return {
    functions: ready.functions.map(({ name, trigger: { type, queueName, route, schedule } }) => ({
      name,
      type,
      queueName,
      route,
      schedule,
    })),
    loadMilliseconds: ready.milliseconds,
    takeMessage: (name, text, { dequeueCount, insertionTime }) =>
      call(
        name,
        { string: text },
        {
          // As a storage queue has them, and as Service Bus has them.
          ...{ DequeueCount: { json: String(dequeueCount) }, InsertionTime: { json: JSON.stringify(insertionTime) } },
          ...{
            DeliveryCount: { json: String(dequeueCount) },
            EnqueuedTimeUtc: { json: JSON.stringify(insertionTime) },
          },
        },
      ),
    takeEvent: (name, event) => call(name, { json: JSON.stringify(event) }, {}),
    tick: (name) => call(name, { json: '{"IsPastDue":false}' }, {}),
    async request(name, { method, url, headers, body }) {
      const http = { method, url, headers, body: { bytes: body }, query: {}, params: {} };
      const { statusCode, headers: answered, body: given } = rpcHttp.parse((await call(name, { http }, {})).http);
      const bytes = given?.bytes === undefined ? given?.string : new TextDecoder().decode(given.bytes);
      return { status: Number(statusCode), headers: answered, body: bytes ?? "" };
    },
    isRunning: () => child.connected,
    close: () => end(child),
  };
}

function loaded(
  child: ChildProcess,
  waiting: Map<string, (result: Result) => void>,
): Promise<Extract<z.infer<typeof message>, { kind: "ready" }>> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill();
      reject(new PackageFails(printable(why)));
    };
    const timer = setTimeout(() => fail(`it did not load within ${patience / 1_000} s`), patience);
    child.on("message", (received) => {
      const read = message.parse(received);
      if (read.kind === "ready") {
        clearTimeout(timer);
        resolve(read);
      } else if (read.kind === "failed") fail(read.error);
      else {
        waiting.get(read.id)?.(read);
        waiting.delete(read.id);
      }
    });
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code, signal) => {
      fail(`it ended while it was loaded (${signal ?? code})`);
      for (const [id, settle] of waiting)
        settle({ kind: "result", id, ok: false, error: "the package ended", logs: [] });
      waiting.clear();
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.send({ kind: "terminate" });
  const timer = setTimeout(() => child.kill("SIGKILL"), 8_000);
  await exited;
  clearTimeout(timer);
}
