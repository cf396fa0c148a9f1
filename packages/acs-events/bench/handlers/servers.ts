/** The servers that are compared, each in a process of its own: `node servers.ts bare|receiver` prints its URL. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { receiver, startHttpServer } from "../../src/handlers/index.ts";

if (process.argv[2] === "bare") {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      JSON.parse(Buffer.concat(chunks).toString("utf8"));
      response.writeHead(200).end();
    });
  });
  server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
} else {
  const receive = receiver({ local: true, on: { "Microsoft.Communication.SMSReceived": async () => {} } });
  console.log((await startHttpServer({ receivers: { "/": receive } })).url);
}
process.on("message", (asked) => {
  // A collection of everything takes time that no delivery took, so it is for the question about memory alone.
  if (asked === "memory") globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ seconds: (user + system) / 1e6, bytes: process.memoryUsage().heapUsed });
});
