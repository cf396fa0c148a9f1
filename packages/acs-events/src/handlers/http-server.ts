import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { HandlersProblem } from "./handler.ts";
import { type Logger, reasonOf, silentLogger } from "./log.ts";
import { noHeaders, type PlainRequest, type PlainResponse, refusal } from "./plain-http.ts";
import type { Receiver } from "./receiver.ts";
import { recoverRegularly } from "./recover-regularly.ts";

export interface HttpServerOptions {
  /** Receivers by path, `/api/sms`. */
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** Default `127.0.0.1`: this machine alone. */
  readonly host?: string;
  /** Default 0: a free port. */
  readonly port?: number;
  /** How long a sender may take for headers and body, in milliseconds. Default 15,000. */
  readonly requestTimeout?: number;
  /** How long `close` waits for running handlers, in milliseconds. Default 25,000. */
  readonly drainWithin?: number;
  /** How often deferred events are looked for, in milliseconds. Default 30,000. */
  readonly recoverEvery?: number;
  readonly log?: Logger;
}

export interface HttpServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, waits for running handlers, closes the connections. */
  close(): Promise<void>;
}

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Serves receivers by path with `node:http`. `/healthz` answers 200 while the process lives; `/readyz` answers 503 as
 * soon as the server closes.
 * @throws HandlersProblem if a receiver without authentication would be reachable from other machines.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { receivers, host = "127.0.0.1", port = 0, requestTimeout = 15_000, drainWithin = 25_000 } = options;
  const { log = silentLogger, recoverEvery = 30_000 } = options;
  const problems = Object.entries(receivers).flatMap(([path, { access }]) => [
    ...(path.startsWith("/") ? [] : [`Invalid path ${JSON.stringify(path)}: a path begins with "/".`]),
    ...(access === "local" && !loopback.has(host)
      ? [
          `The receiver at ${path} has no authentication, and ${host} can be reached from other machines. Give it \`authentication\`.`,
        ]
      : []),
  ]);
  if (problems.length > 0) throw new HandlersProblem(problems);

  // A stranger does not learn which paths exist.
  const isLocal = Object.values(receivers).every(({ access }) => access === "local");
  const known = isLocal ? `; there are ${Object.keys(receivers).join(", ")}` : "";
  let closing = false;
  const answer = (request: IncomingMessage): PlainResponse | Promise<PlainResponse> => {
    const url = request.url ?? "/";
    const end = url.indexOf("?");
    const path = end === -1 ? url : url.slice(0, end);
    if (path === "/healthz") return refusal(200, "alive");
    if (path === "/readyz") return closing ? refusal(503, "closing") : refusal(200, "ready");
    if (closing) return refusal(503, "closing", { connection: "close", "retry-after": "30" });
    const receiver = Object.hasOwn(receivers, path) ? receivers[path] : undefined;
    if (receiver === undefined) return refusal(404, `there is no receiver here${known}`);
    return receiver.respond(plainOf(request, url));
  };
  // Node closes a connection whose request takes too long only when it checks: every second here, 30 s by default.
  const server = createServer({
    requestTimeout,
    headersTimeout: Math.min(requestTimeout, 10_000),
    connectionsCheckingInterval: 1_000,
    // Longer than the 60 seconds of usual load balancers: who closes first must not be this server.
    keepAliveTimeout: 65_000,
  });
  server.on("request", (request, response) => {
    const answered = answer(request);
    if (!(answered instanceof Promise)) {
      send(request, response, answered);
      return;
    }
    answered.then(
      (result) => send(request, response, result),
      (error: unknown) => {
        // A sender that went away before its body was complete is not a failure of this server.
        if (request.destroyed && !request.complete) log.info({ reason: reasonOf(error) }, "a sender went away");
        else log.error({ reason: reasonOf(error) }, "could not answer a request");
        send(request, response, refusal(500, "the receiver failed; deliver the events again"));
      },
    );
  });
  // Node closes the connection of a CONNECT that nobody listens for, without an answer.
  server.on("connect", (_, socket) =>
    socket.end(
      "HTTP/1.1 405 Method Not Allowed\r\nallow: OPTIONS, POST\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    ),
  );
  const bound = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
  const recovery = recoverRegularly(Object.values(receivers), recoverEvery, log);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    async close() {
      closing = true;
      clearInterval(recovery);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all(Object.values(receivers).map((receiver) => receiver.drain(drainWithin)));
      server.closeIdleConnections();
      const grace = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(grace);
    },
  };
}

function plainOf(request: IncomingMessage, url: string): PlainRequest {
  return {
    method: request.method ?? "GET",
    url,
    header: (name) => headerOf(request.rawHeaders, name),
    readBody: (limit) => readBody(request, limit),
  };
}

/** The first header of that name. The list is searched, because Node makes an object of all headers only when it is asked for. */
function headerOf(raw: readonly string[], name: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2) {
    const candidate = raw[index];
    if (candidate?.length === name.length && candidate.toLowerCase() === name) return raw[index + 1];
  }
  return undefined;
}

function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  if (Number(headerOf(request.rawHeaders, "content-length") ?? 0) > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        resolve(undefined);
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size)));
    request.on("error", reject);
  });
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: PlainResponse): void {
  if (response.destroyed) return;
  // A body that was not read to its end would be taken for the next request.
  const unread = !request.complete && request.method === "POST";
  if (headers === noHeaders && !unread) {
    // What Node writes by itself for an answer that has nothing but a status.
    response.statusCode = status;
    response.end(body);
    return;
  }
  response.writeHead(status, {
    ...headers,
    "content-length": Buffer.byteLength(body),
    ...(unread ? { connection: "close" } : {}),
  });
  response.end(body);
}
