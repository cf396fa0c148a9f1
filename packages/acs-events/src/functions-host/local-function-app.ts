import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { printable } from "../text/printable.ts";
import { type FunctionsHost, type HostedFunction, type Invoked, startFunctionsHost } from "./functions-host.ts";

export interface LocalFunctionAppOptions {
  /** The package's main file. */
  readonly main: string;
  /** The app's settings. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** After this many failures a message is given up (host.json: maxDequeueCount). */
  readonly maximumDequeues: number;
  /** Called with what the functions log, and what became of messages; a line each. */
  readonly tell: (line: string) => void;
}

/** A package that runs on this machine as a function app: its functions behind the addresses that they have in Azure. */
export interface LocalFunctionApp {
  /** `http://127.0.0.1:PORT`: HTTP triggers at their routes, Event Grid triggers at `/runtime/webhooks/EventGrid`. */
  readonly url: string;
  readonly functions: readonly HostedFunction[];
  /** The paths of the HTTP triggers: `/api/sms`. */
  readonly paths: readonly string[];
  /** The queues that the functions take messages from. */
  readonly queues: readonly TriggerQueue[];
  /** The names of the functions with an Event Grid trigger. */
  readonly eventGrid: readonly string[];
  /**
   * Sets the queue's function off with the text of a message, again and again until it succeeds or the message is given
   * up; false then. The waits of the platform between the tries are omitted.
   */
  takeMessage(queue: TriggerQueue, text: string, insertionTime: Date): Promise<boolean>;
  /** Whether the package still runs. */
  isRunning(): boolean;
  close(): Promise<void>;
}

export interface TriggerQueue {
  readonly kind: keyof typeof triggers;
  readonly name: string;
}

/** Which trigger takes from which kind of queue, and where its messages go that it gives up. */
const triggers = {
  "storage-queue": { type: "queueTrigger", poison: (name: string) => `${name}-poison` },
  "service-bus-queue": { type: "serviceBusTrigger", poison: (name: string) => `the dead-letter queue of ${name}` },
} as const;

/** What `functionApp` of acs-events/handlers registers; timers with another schedule are not set off here. */
const everyMinute = "0 * * * * *";

/** Event Grid sends at most 1 MB. */
const bodyLimit = 1024 * 1024;

/**
 * Starts the app on 127.0.0.1.
 * @throws PackageFails if the package throws while it is loaded.
 */
export async function startLocalFunctionApp(options: LocalFunctionAppOptions): Promise<LocalFunctionApp> {
  const { tell } = options;
  const host = await startFunctionsHost(options.main, options.env);
  const of = (type: string): readonly HostedFunction[] => host.functions.filter((one) => one.type === type);
  const routes = new Map(of("httpTrigger").map(({ name, route = name }) => [`/${route.replace(/^\//, "")}`, name]));
  const eventGrid = of("eventGridTrigger").map(({ name }) => name);
  // Closed: the keys are those of the table.
  const kinds = Object.keys(triggers) as (keyof typeof triggers)[];
  const queues = kinds.flatMap((kind) =>
    of(triggers[kind].type).map(({ name, queueName = name }) => ({ kind, name: queueName, functionName: name })),
  );
  const told = (name: string, { logs }: Invoked): void => {
    for (const { message } of logs) tell(`${name}: ${printable(message, 300)}`);
  };
  const surroundings = { host, routes, eventGrid, told, tell };
  const server = createServer((request, response) => {
    answer(request, surroundings).then(
      (given) => send(response, given),
      (error: unknown) => send(response, { status: 500, headers: {}, body: textOf(error) }),
    );
  });
  const timers = of("timerTrigger").filter(({ schedule }) => schedule === everyMinute);
  const ticking = setInterval(() => {
    for (const { name } of timers) {
      host.tick(name).then(
        (invoked) => told(name, invoked),
        (error: unknown) => tell(`${name}: ${textOf(error)}`),
      );
    }
  }, 60_000).unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Listening on a port: the address is one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    functions: host.functions,
    paths: [...routes.keys()],
    queues: queues.map(({ kind, name }) => ({ kind, name })),
    eventGrid,
    async takeMessage(queue, text, insertionTime) {
      const name = queues.find((one) => one.kind === queue.kind && one.name === queue.name)?.functionName;
      if (name === undefined) return false;
      let reason = "";
      for (let dequeueCount = 1; dequeueCount <= options.maximumDequeues; dequeueCount += 1) {
        try {
          told(name, await host.takeMessage(name, text, { dequeueCount, insertionTime }));
          return true;
        } catch (error) {
          reason = textOf(error);
        }
      }
      tell(
        `${name}: a message failed ${options.maximumDequeues} times and goes to ${triggers[queue.kind].poison(queue.name)}: ${reason}`,
      );
      return false;
    },
    isRunning: host.isRunning,
    async close() {
      clearInterval(ticking);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await host.close();
    },
  };
}

interface Given {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Surroundings {
  readonly host: FunctionsHost;
  readonly routes: ReadonlyMap<string, string>;
  readonly eventGrid: readonly string[];
  readonly told: (name: string, invoked: Invoked) => void;
  readonly tell: (line: string) => void;
}

async function answer(request: IncomingMessage, around: Surroundings): Promise<Given> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const body = await bodyOf(request);
  if (body === undefined) return { status: 413, headers: { connection: "close" }, body: "the body is too large" };
  if (url.pathname.toLowerCase() === "/runtime/webhooks/eventgrid") {
    return answerEventGrid(url.searchParams.get("functionName") ?? "", request, body, around);
  }
  const name = around.routes.get(url.pathname);
  if (name === undefined) return { status: 404, headers: {}, body: "no function has this route" };
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  return around.host.request(name, { method: request.method ?? "GET", url: url.href, headers, body });
}

/** As the platform's extension does: it answers the handshake itself, and calls the function once for each event. */
async function answerEventGrid(
  name: string,
  request: IncomingMessage,
  body: Uint8Array,
  around: Surroundings,
): Promise<Given> {
  if (!around.eventGrid.includes(name))
    return { status: 404, headers: {}, body: `there is no function "${printable(name)}"` };
  const origin = request.headers["webhook-request-origin"];
  if (request.method === "OPTIONS" && typeof origin === "string") {
    return { status: 200, headers: { "webhook-allowed-origin": origin, "webhook-allowed-rate": "*" }, body: "" };
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return { status: 400, headers: {}, body: "the body is not JSON" };
  }
  const events: readonly unknown[] = Array.isArray(json) ? json : [json];
  const code = request.headers["aeg-event-type"] === "SubscriptionValidation" ? validationCodeOf(events[0]) : undefined;
  if (code !== undefined) {
    const headers = { "content-type": "application/json" };
    return { status: 200, headers, body: JSON.stringify({ validationResponse: code }) };
  }
  const failures: string[] = [];
  for (const event of events) {
    await around.host.takeEvent(name, event).then(
      (invoked) => around.told(name, invoked),
      (error: unknown) => void failures.push(textOf(error)),
    );
  }
  for (const failure of failures) around.tell(`${name}: ${failure}`);
  return { status: failures.length === 0 ? 202 : 500, headers: {}, body: "" };
}

function validationCodeOf(event: unknown): string | undefined {
  const data = typeof event === "object" && event !== null && "data" in event ? event.data : undefined;
  const code = typeof data === "object" && data !== null && "validationCode" in data ? data.validationCode : undefined;
  return typeof code === "string" ? code : undefined;
}

/** Undefined if there is more than Event Grid ever sends. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // Without an encoding a request gives buffers.
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > bodyLimit) return undefined;
  }
  return Buffer.concat(chunks, size);
}

function send(response: ServerResponse, { status, headers, body }: Given): void {
  if (response.destroyed) return;
  response.writeHead(status, headers).end(body);
}

function textOf(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error), 300);
}
