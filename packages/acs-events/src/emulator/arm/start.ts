import type { Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface ArmServerOptions {
  /** Another one where it is taken; any free one for 0. */
  readonly port: number;
  /** Key and certificate, both PEM, for clients that refuse plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
}

export interface ArmServer {
  /** `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `app` on this machine alone. */
export function serveArm(app: Hono, { port, tls }: ArmServerOptions): Promise<ArmServer> {
  return new Promise((resolve, reject) => {
    const secure = tls === undefined ? {} : { createServer: createSecureServer, serverOptions: tls };
    const server = serve({ hostname: "127.0.0.1", port, fetch: app.fetch, ...secure }, (info) => {
      resolve({
        url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${info.port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            // Clients keep their connections open, and notice the end when these close.
            (server as Server).closeAllConnections();
          }),
      });
    });
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" && port !== 0) {
        resolve(serveArm(app, { port: 0, tls }));
      } else {
        reject(error);
      }
    });
  });
}
