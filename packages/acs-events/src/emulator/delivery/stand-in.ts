import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { requestOrigin } from "./envelope.ts";

/** A handler that agrees to everything and does nothing: it stands in for one that is not on this machine. */
export interface AcceptingHandler {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it on 127.0.0.1: it passes both handshakes, and answers every event with 200. */
export function startStandIn(): Promise<AcceptingHandler> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("error", () => outgoing.destroy());
    incoming.on("end", () => {
      if (incoming.method === "OPTIONS") {
        outgoing.writeHead(200, { "WebHook-Allowed-Origin": requestOrigin, "WebHook-Allowed-Rate": "*" }).end();
        return;
      }
      const code = validationCodeIn(Buffer.concat(chunks).toString("utf8"));
      if (code === undefined) outgoing.writeHead(200).end();
      else
        outgoing
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ validationResponse: code }));
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function validationCodeIn(body: string): string | undefined {
  if (!body.includes("Microsoft.EventGrid.SubscriptionValidationEvent")) return undefined;
  try {
    const [event] = JSON.parse(body) as [{ readonly data?: { readonly validationCode?: unknown } }];
    const code = event.data?.validationCode;
    return typeof code === "string" ? code : undefined;
  } catch {
    return undefined;
  }
}
