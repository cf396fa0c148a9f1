import { serve } from "@hono/node-server";
import type { Receiver } from "./receiver.ts";

export interface Served {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves receivers by path on this machine alone; port 0, the default, takes a free one. */
export function serveReceivers(routes: Readonly<Record<string, Receiver>>, port = 0): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        hostname: "127.0.0.1",
        port,
        fetch(request) {
          const { pathname } = new URL(request.url);
          const receiver = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
          if (receiver !== undefined) return receiver(request);
          const known = Object.keys(routes).join(", ");
          return new Response(`there is no handler at ${pathname}; there are ${known}`, { status: 404 });
        },
      },
      (info) => {
        resolve({
          url: `http://127.0.0.1:${info.port}`,
          close: () => new Promise((done) => server.close(() => done())),
        });
      },
    );
    server.once("error", reject);
  });
}
