import { isUtf8 } from "node:buffer";
import type { RequestHead } from "./authentication.ts";

/** A request without the objects of the web platform: what servers give to a receiver, since it costs less. */
export interface PlainRequest extends RequestHead {
  /** The body's bytes, or undefined if there are more than `limit`; then the rest is not read. */
  readBody(limit: number): Promise<Uint8Array | undefined>;
}

export interface PlainResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Of an answer that has nothing but a status: most have. */
export const noHeaders: Readonly<Record<string, string>> = Object.freeze({});

export function refusal(status: number, reason: string, headers: Readonly<Record<string, string>> = {}): PlainResponse {
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body: reason };
}

export function plainRequest(request: Request): PlainRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    url: `${pathname}${search}`,
    header: (name) => request.headers.get(name) ?? undefined,
    async readBody(limit) {
      if (Number(request.headers.get("content-length") ?? 0) > limit) return undefined;
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of request.body ?? []) {
        size += chunk.byteLength;
        if (size > limit) return undefined;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, size);
    },
  };
}

export function webResponse({ status, headers, body }: PlainResponse): Response {
  return new Response(body === "" ? null : body, { status, headers });
}

/** The text of UTF-8 bytes, or undefined if they are not UTF-8. A byte order mark is dropped. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const buffer = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
