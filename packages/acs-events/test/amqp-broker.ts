import type { AddressInfo } from "node:net";
import rhea, { type Connection, type EventContext, type Sender } from "rhea";

/** A message that a client of Azure has sent. */
export interface SentMessage {
  readonly address: string;
  readonly id: unknown;
  readonly groupId: unknown;
  /** As JSON. */
  readonly body: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A small AMQP 1.0 server in the place of the emulators, which are containers: queues and hubs by their names. */
export interface AmqpBroker {
  /** For the clients of Service Bus and Event Hubs, in the form of the official emulators. */
  readonly connectionString: string;
  readonly sent: readonly SentMessage[];
  /** Ids of the messages that a receiver has completed. */
  readonly completed: readonly unknown[];
  close(): Promise<void>;
}

type Message = NonNullable<EventContext["message"]>;

/** The outcome "accepted" of AMQP 1.0 as it is on the wire (part 3.4.2): rhea has no type for it. */
const acceptedState = rhea.types.wrap_described([], 0x24);

const management = /\$(?:cbs|management)$/;

/** Starts one on a free port of 127.0.0.1, with queues or hubs of these names and no others. */
export async function startAmqpBroker(...names: readonly string[]): Promise<AmqpBroker> {
  const container = rhea.create_container();
  container.sasl_server_mechanisms.enable_anonymous();
  const sent: SentMessage[] = [];
  const completed: unknown[] = [];
  const waiting = new Map<string, Message[]>(names.map((name) => [name, []]));
  const ids = new Map<unknown, unknown>();
  const connections = new Set<Connection>();

  const unknown = (address: string): boolean => !management.test(address) && !waiting.has(address);
  const refuse = (link: { close(error: { condition: string; description: string }): void }, address: string): void =>
    link.close({ condition: "amqp:not-found", description: `The messaging entity '${address}' could not be found.` });
  const hand = (sender: Sender, address: string): void => {
    const messages = waiting.get(address) ?? [];
    while (sender.sendable()) {
      const message = messages.shift();
      if (message === undefined) return;
      const delivery = sender.send(message, Buffer.alloc(16, sent.length));
      ids.set(delivery, message.message_id);
    }
  };
  container.on("connection_open", ({ connection }: EventContext) => connections.add(connection));
  container.on("disconnected", ({ connection }: EventContext) => connections.delete(connection));
  container.on("receiver_open", ({ receiver }: EventContext) => {
    const address = addressOf(receiver?.target.address);
    receiver?.set_target({ address });
    if (receiver !== undefined && unknown(address)) refuse(receiver, address);
  });
  container.on("sender_open", ({ sender }: EventContext) => {
    const address = addressOf(sender?.source.address);
    sender?.set_source({ address });
    if (sender !== undefined && unknown(address)) refuse(sender, address);
  });
  container.on("sendable", ({ sender }: EventContext) => {
    if (sender !== undefined) hand(sender, addressOf(sender.source.address));
  });
  container.on("sender_draining", ({ sender }: EventContext) => sender?.set_drained(true));
  container.on("accepted", ({ delivery }: EventContext) => {
    if (ids.has(delivery)) completed.push(ids.get(delivery));
    // The client waits until the broker has settled it too.
    delivery?.update(true, acceptedState);
  });
  container.on("message", ({ receiver, message, connection }: EventContext) => {
    const address = addressOf(receiver?.target.address);
    if (message === undefined) return;
    if (management.test(address)) {
      const back = connection.find_sender((one: Sender) => addressOf(one.source.address) === address);
      back?.send({
        correlation_id: message.message_id ?? "",
        application_properties: { statusCode: 202, "status-code": 202, "status-description": "Accepted" },
        body: { messages: [] },
      });
      return;
    }
    for (const one of messagesIn(message)) {
      const { message_id: id, group_id: groupId, application_properties: properties = {} } = one;
      sent.push({ address, id, groupId, body: JSON.parse(String(contentOf(one.body))), properties });
      waiting.get(address)?.push(one);
    }
    for (const one of connections) one.each_sender((link: Sender) => hand(link, addressOf(link.source.address)));
  });
  const server = container.listen({ host: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`,
    sent,
    completed,
    async close() {
      for (const connection of connections) connection.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function addressOf(address: unknown): string {
  return typeof address === "string" ? address : "";
}

/** What is in a message that came: one event alone, or a batch, whose data sections are messages themselves. */
function messagesIn(message: Message | Buffer): readonly Message[] {
  if (!Buffer.isBuffer(message)) return [message];
  const { body } = rhea.message.decode(message);
  const { content } = body as { readonly content: Buffer | readonly Buffer[] };
  return [content].flat().map((one) => {
    const decoded = rhea.message.decode(one);
    return { ...decoded, body: decoded.body };
  });
}

function contentOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "content" in body ? body.content : body;
}
