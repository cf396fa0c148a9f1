import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/* A handler in a process of its own: reads each request and answers 200. Prints its port. */
const server = createServer((incoming, outgoing) => {
  incoming.resume();
  incoming.on("end", () => outgoing.end());
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
