import { Agent, request } from "node:http";
import type { Clock } from "./clock.ts";
import { local } from "./redirects.ts";

export interface LocalRequest {
  readonly method: "POST" | "OPTIONS";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How long to wait, in real milliseconds. */
export interface Patience {
  readonly answer: number;
  /** From the same start: until then an answer that comes too late is still reported. Omitted: none is. */
  readonly lateAnswer?: number;
  /** Where the clock can be turned meanwhile: the answer then has less time. */
  readonly whenTurned?: Clock["whenTurned"];
}

export type LocalAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      /** At most the first 64 KiB. */
      readonly body: string;
    }
  /** `late`: the answer, where it came before `lateAnswer` was over; otherwise undefined. */
  | { readonly kind: "timed-out"; readonly late?: Promise<LocalAnswer | undefined> }
  /** Nobody listens there, or the connection broke. `code`: the system's, such as `ECONNREFUSED`. */
  | { readonly kind: "no-connection"; readonly code: string };

/** Sends requests to handlers on this machine, over connections that are kept for the next request. */
export interface LocalHttp {
  /**
   * Sends one request, and always resolves. Follows no redirect: Event Grid does not, and a redirect could lead away
   * from here. Whatever the handler does is an answer, and so is a request that cannot be sent. Rejects only for a
   * `url` that is not on this machine.
   */
  send(request: LocalRequest, patience: Patience): Promise<LocalAnswer>;
  /** Closes every connection. */
  close(): void;
}

const bodyLimit = 64 * 1024;

/** Shorter than the five seconds after which Node's own server closes an idle connection. */
const idleLimit = 2_000;

export function createLocalHttp(): LocalHttp {
  const agent = new Agent({ keepAlive: true, timeout: idleLimit, maxFreeSockets: 1_024 });
  return Object.freeze({
    send: async (what: LocalRequest, patience: Patience) => {
      local(what.url);
      return await sendBy(agent, what, patience);
    },
    close: () => agent.destroy(),
  });
}

function sendBy(agent: Agent, { method, url, headers, body }: LocalRequest, patience: Patience): Promise<LocalAnswer> {
  const { promise, resolve } = Promise.withResolvers<LocalAnswer>();
  const late = Promise.withResolvers<LocalAnswer | undefined>();
  const lateAnswer = Math.max(patience.answer, patience.lateAnswer ?? 0);
  let stop = (): void => {};
  const timeOut = (): void => resolve({ kind: "timed-out", late: late.promise });
  const timers = [
    setTimeout(timeOut, patience.answer),
    setTimeout(() => {
      late.resolve(undefined);
      stop();
    }, lateAnswer),
  ];
  const listening = patience.whenTurned?.((within) => timers.push(setTimeout(timeOut, within)));
  void promise.then(listening);
  // The first call decides; after the time-out it is a late answer.
  const settle = (answer: LocalAnswer): void => {
    for (const timer of timers) clearTimeout(timer);
    resolve(answer);
    late.resolve(answer);
  };
  const failed = (error: NodeJS.ErrnoException): void =>
    settle({ kind: "no-connection", code: error.code ?? error.message });
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  try {
    const outgoing = request(url, { method, headers: { ...headers, ...length }, agent });
    stop = () => outgoing.destroy();
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const answered = (): void => {
        const text = Buffer.concat(chunks).toString("utf8", 0, bodyLimit);
        settle({ kind: "answered", status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
      };
      incoming.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size < bodyLimit) return;
        answered();
        outgoing.destroy();
      });
      incoming.on("end", answered);
      incoming.on("error", failed);
    });
    // 101: the handler wants another protocol, and no response follows.
    const switched = (status: number): void => {
      settle({ kind: "answered", status, headers: {}, body: "" });
      outgoing.destroy();
    };
    outgoing.on("upgrade", ({ statusCode = 101 }) => switched(statusCode));
    outgoing.on("information", ({ statusCode }) => {
      if (statusCode === 101) switched(statusCode);
    });
    outgoing.on("error", failed);
    outgoing.end(body);
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
  }
  return promise;
}
