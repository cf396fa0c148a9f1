import { request } from "node:http";
import { local } from "./redirects.ts";

export interface LocalRequest {
  readonly method: "POST" | "OPTIONS";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Answer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      /** At most the first 64 KiB. */
      readonly body: string;
    }
  | { readonly kind: "timed-out" }
  /** Nobody listens there, or the connection broke. `code`: the system's, such as `ECONNREFUSED`. */
  | { readonly kind: "no-connection"; readonly code: string };

const bodyLimit = 64 * 1024;

/**
 * Sends one request to a handler on this machine, and waits at most `timeout` real milliseconds for the whole answer.
 * Follows no redirect: Event Grid does not, and it could lead away from here. Throws when `url` is not on this machine;
 * whatever the handler does is an answer.
 */
export function sendLocally({ method, url, headers, body }: LocalRequest, timeout: number): Promise<Answer> {
  local(url);
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeout);
    const failed = (error: NodeJS.ErrnoException) =>
      resolve(signal.aborted ? { kind: "timed-out" } : { kind: "no-connection", code: error.code ?? error.message });
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(url, { method, headers: { ...headers, ...length }, agent: false, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const answered = () =>
        resolve({
          kind: "answered",
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString("utf8", 0, bodyLimit),
        });
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
    outgoing.on("error", failed);
    outgoing.end(body);
  });
}
