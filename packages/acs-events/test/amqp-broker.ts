import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import rhea, { type Connection, type EventContext, type Sender } from "rhea";

/** A message that a client of Azure has sent. */
export interface SentMessage {
  readonly address: string;
  readonly id: unknown;
  readonly groupId: unknown;
  /** What its JSON is; its text where it is no JSON. */
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
  /** What a receiver has moved to the dead-letter queue. */
  readonly deadLettered: readonly { readonly id: unknown; readonly reason: unknown; readonly description: unknown }[];
  /** How often a receiver was handed each message, by its id: again after it was abandoned, or its lock has ended. */
  readonly handed: ReadonlyMap<unknown, number>;
  /** How many locks were renewed over the management link. */
  readonly renewed: () => number;
  close(): Promise<void>;
}

type Message = NonNullable<EventContext["message"]>;

/** The outcome "accepted" of AMQP 1.0 as it is on the wire (part 3.4.2): rhea has no type for it. */
const acceptedState = rhea.types.wrap_described([], 0x24);

/** How long a receiver has a message for itself, in milliseconds, unless it renews the lock. */
const lockDuration = 1_500;

interface Lock {
  readonly address: string;
  readonly message: Message;
  end(): void;
  renew(): Date;
}

const management = /\$(?:cbs|management)$/;

/** Starts one on a free port of 127.0.0.1, with queues or hubs of these names and no others. */
export async function startAmqpBroker(...names: readonly string[]): Promise<AmqpBroker> {
  const container = rhea.create_container();
  container.sasl_server_mechanisms.enable_anonymous();
  const sent: SentMessage[] = [];
  const completed: unknown[] = [];
  const waiting = new Map<string, Message[]>(names.map((name) => [name, []]));
  const deadLettered: { id: unknown; reason: unknown; description: unknown }[] = [];
  const handed = new Map<unknown, number>();
  /** By the token, which is the tag of the delivery. */
  const locks = new Map<string, Lock>();
  let renewed = 0;
  const connections = new Set<Connection>();

  const unknown = (address: string): boolean =>
    address !== "$cbs" && !waiting.has(address.replace(/\/\$management$/, ""));
  const refuse = (link: { close(error: { condition: string; description: string }): void }, address: string): void =>
    link.close({ condition: "amqp:not-found", description: `The messaging entity '${address}' could not be found.` });
  const hand = (sender: Sender, address: string): void => {
    const messages = waiting.get(address) ?? [];
    // What is sent takes credit only when this turn of the event loop is over.
    for (let left = creditOf(sender); left > 0; left -= 1) {
      const message = messages.shift();
      if (message === undefined) return;
      const token = randomBytes(16);
      const times = handed.get(message.message_id) ?? 0;
      handed.set(message.message_id, times + 1);
      const until = lock(token.toString("hex"), address, message);
      sender.send(
        {
          ...message,
          delivery_count: times,
          message_annotations: {
            "x-opt-locked-until": rhea.types.wrap_timestamp(until.getTime()),
            "x-opt-sequence-number": rhea.types.wrap_long(sent.length),
            "x-opt-enqueued-time": rhea.types.wrap_timestamp(Date.now()),
          },
        },
        token,
      );
    }
  };
  const lock = (token: string, address: string, message: Message): Date => {
    let timer: NodeJS.Timeout | undefined;
    const renew = (): Date => {
      clearTimeout(timer);
      timer = setTimeout(() => giveBack(token), lockDuration);
      return new Date(Date.now() + lockDuration);
    };
    locks.set(token, { address, message, renew, end: () => clearTimeout(timer) });
    return renew();
  };
  const unlock = (token: string): Lock | undefined => {
    const held = locks.get(token);
    held?.end();
    locks.delete(token);
    return held;
  };
  const giveBack = (token: string): void => {
    const held = unlock(token);
    if (held === undefined) return;
    waiting.get(held.address)?.unshift(held.message);
    handAll();
  };
  let isSoon = false;
  const handAll = (): void => {
    if (isSoon) return;
    isSoon = true;
    setImmediate(() => {
      isSoon = false;
      for (const one of connections) one.each_sender((link: Sender) => hand(link, addressOf(link.source.address)));
    });
  };
  /** The operations of a management link that the clients ask for. */
  const manage = ({ application_properties: { operation } = {}, body }: Message): object => {
    if (operation !== "com.microsoft:renew-lock") return { messages: [] };
    const tokens = (body as { readonly "lock-tokens": readonly Buffer[] })["lock-tokens"];
    const expirations = tokens.map((token) => {
      renewed += 1;
      // The client turns a token around into the order of a GUID of .NET, as it does with the tag.
      const held = locks.get(guidOrder(token).toString("hex")) ?? locks.get(token.toString("hex"));
      return (held?.renew() ?? new Date(0)).getTime();
    });
    return { expirations: rhea.types.wrap_array(expirations, 0x83, undefined) };
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
  container.on("sendable", handAll);
  container.on("sender_draining", ({ sender }: EventContext) => sender?.set_drained(true));
  container.on("accepted", ({ delivery }: EventContext) => {
    const held = unlock(tokenOf(delivery));
    if (held !== undefined) completed.push(held.message.message_id);
    // The client waits until the broker has settled it too.
    delivery?.update(true, acceptedState);
  });
  container.on("rejected", ({ delivery }: EventContext) => {
    const held = unlock(tokenOf(delivery));
    const { DeadLetterReason: reason, DeadLetterErrorDescription: description } = errorOf(delivery);
    deadLettered.push({ id: held?.message.message_id, reason, description });
    delivery?.update(true, acceptedState);
  });
  container.on("modified", ({ delivery }: EventContext) => {
    delivery?.update(true, acceptedState);
    giveBack(tokenOf(delivery));
  });
  container.on("message", ({ receiver, message, connection }: EventContext) => {
    const address = addressOf(receiver?.target.address);
    if (message === undefined) return;
    if (management.test(address)) {
      const back = connection.find_sender((one: Sender) => addressOf(one.source.address) === address);
      back?.send({
        correlation_id: message.message_id ?? "",
        application_properties: { statusCode: 200, "status-code": 200, "status-description": "OK" },
        body: manage(message),
      });
      return;
    }
    for (const one of messagesIn(message)) {
      const { message_id: id, group_id: groupId, application_properties: properties = {} } = one;
      sent.push({ address, id, groupId, body: jsonOf(contentOf(one.body)), properties });
      waiting.get(address)?.push(one);
    }
    handAll();
  });
  const server = container.listen({ host: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`,
    sent,
    completed,
    deadLettered,
    handed,
    renewed: () => renewed,
    async close() {
      for (const token of locks.keys()) unlock(token);
      for (const connection of connections) connection.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How many messages the client wants: rhea has no type for it. */
function creditOf(sender: Sender): number {
  return (sender as unknown as { readonly credit: number }).credit;
}

function tokenOf(delivery: EventContext["delivery"]): string {
  // rhea keeps the tag as it was given to `send`.
  return (delivery as unknown as { readonly tag: Buffer } | undefined)?.tag.toString("hex") ?? "";
}

/** What a client says of a message that it rejects. */
function errorOf(delivery: EventContext["delivery"]): Readonly<Record<string, unknown>> {
  const state = (delivery as unknown as { readonly remote_state?: { readonly error?: { readonly info?: object } } })
    ?.remote_state;
  return { ...state?.error?.info };
}

/** The first three groups of a GUID are in the other order there. */
function guidOrder(bytes: Buffer): Buffer {
  const [a, b, c, rest] = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8), bytes.subarray(8)];
  return Buffer.concat([...[a, b, c].map((group) => Buffer.from(group).reverse()), rest]);
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

function jsonOf(content: unknown): unknown {
  try {
    return JSON.parse(String(content));
  } catch {
    return String(content);
  }
}

function contentOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "content" in body ? body.content : body;
}
