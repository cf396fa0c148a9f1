import { connect, type Socket } from "node:net";

/** Sends prepared HTTP requests over `connections` sockets, each after the answer to the one before; seconds until all are answered. */
export async function secondsToSend(url: string, requests: readonly Buffer[], connections = 8): Promise<number> {
  const { hostname, port } = new URL(url);
  let next = 0;
  const sockets = await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<Socket>((resolve) => {
          const socket = connect(Number(port), hostname, () => resolve(socket));
        }),
    ),
  );
  const started = performance.now();
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          const send = (): void => {
            const request = requests[next];
            next += 1;
            if (request === undefined) socket.end(resolve);
            else socket.write(request);
          };
          socket.on("data", (answer: Buffer) => {
            // An answer has no body and comes in one piece.
            if (!answer.toString("latin1", 0, 12).endsWith(" 200")) reject(new Error(answer.toString("utf8", 0, 300)));
            else send();
          });
          socket.once("error", reject);
          send();
        }),
    ),
  );
  return (performance.now() - started) / 1_000;
}

/** A POST of events with the headers that Event Grid sends. */
export function request(events: readonly unknown[]): Buffer {
  const body = JSON.stringify(events);
  const head = [
    "POST / HTTP/1.1",
    "host: 127.0.0.1",
    "content-type: application/json; charset=utf-8",
    "aeg-event-type: Notification",
    "aeg-subscription-name: SUPPORT-SMS",
    "aeg-delivery-count: 0",
    `content-length: ${Buffer.byteLength(body)}`,
    "",
    "",
  ].join("\r\n");
  return Buffer.from(head + body);
}

/** A text message of the published kind, with a number of its own. */
export function textMessage(number: number): unknown {
  return {
    id: `d29ebbea-3cd6-4205-95f2-${String(number).padStart(12, "0")}`,
    topic:
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/acs/providers/Microsoft.Communication/communicationServices/acs",
    subject: "/phonenumber/15555555555",
    data: {
      messageId: `Incoming_${number}`,
      from: "15555555555",
      to: "15555555555",
      message: "Great to connect with Azure Communication Services events",
      receivedTimestamp: "2020-09-18T00:27:45.32Z",
    },
    eventType: "Microsoft.Communication.SMSReceived",
    dataVersion: "1.0",
    metadataVersion: "1",
    eventTime: "2020-09-18T00:27:47Z",
  };
}
