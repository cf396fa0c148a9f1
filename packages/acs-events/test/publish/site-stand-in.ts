import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { DeploymentClock } from "../../src/engine/clock.ts";

/** One answer of the stand-in; `hangUp` closes the connection without one. */
export type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | "hangUp";

export interface Asked {
  readonly request: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** What the stand-in answers, by `METHOD path` without the query: one answer after the other, the last for good. */
export type Script = Readonly<Record<string, readonly Answer[]>>;

export interface SiteStandIn {
  readonly url: URL;
  /** Everything that was asked, in order; the query is part of it. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** A function app's scm site, or Resource Manager, on 127.0.0.1. What the script does not have is answered with 418. */
export async function startSite(script: Script): Promise<SiteStandIn> {
  const asked: Asked[] = [];
  const times = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      const key = `${request.method} ${pathname}`;
      asked.push({
        request: `${request.method} ${request.url}`,
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
      const answers = Object.hasOwn(script, key) ? script[key] : undefined;
      const time = times.get(key) ?? 0;
      times.set(key, time + 1);
      const answer = answers?.[Math.min(time, answers.length - 1)] ?? { status: 418, body: `no script for ${key}` };
      if (answer === "hangUp") return void request.socket.destroy();
      const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? "");
      response.writeHead(answer.status, { ...answer.headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A clock whose time passes only by waiting, at once. `waited` has every wait in milliseconds. */
export function handClock(): DeploymentClock & { readonly waited: number[] } {
  let time = 0;
  const waited: number[] = [];
  return {
    waited,
    now: () => time,
    wait(milliseconds) {
      waited.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
  };
}
