import type { EventType } from "../catalog/event-types.ts";
import { answerRequest } from "./answer-request.ts";
import type { Authentication } from "./authentication.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Delivery } from "./delivery.ts";
import { type HandlerMap, HandlersProblem, registeredHandlers } from "./handler.ts";
import type { HandshakeOptions } from "./handshake.ts";
import type { Inbox } from "./inbox.ts";
import { type Logger, silentLogger } from "./log.ts";
import { memoryInbox } from "./memory-inbox.ts";
import { type PlainRequest, type PlainResponse, plainRequest, webResponse } from "./plain-http.ts";
import { createProcessor } from "./process-events.ts";
import { type MessageBody, type MessageOutcome, takeMessage } from "./take-message.ts";
import { countDelivery } from "./telemetry.ts";

/** What a host decides for every receiver: where records are kept, who may deliver, where logs go. */
export interface ReceiverSettings {
  /** What was handled before. Default: in memory, which a restart forgets. */
  readonly inbox?: Inbox;
  /** Where events go that can never be handled. Default: the inbox keeps them. */
  readonly deadLetters?: DeadLetters;
  /** Who may deliver over HTTP. Required, unless `local` or `queueOnly` is true. */
  readonly authentication?: Authentication;
  /** This process is on the developer's own machine: HTTP requests need no authentication. */
  readonly local?: boolean;
  /** Events come from a queue or a trigger alone: every HTTP request is answered with 404. */
  readonly queueOnly?: boolean;
  readonly log?: Logger;
}

export interface ReceiverOptions<T extends EventType = EventType> extends ReceiverSettings {
  readonly on: { readonly [K in T]: NonNullable<HandlerMap[K]> };
  /** Part of every record in the inbox: receivers that share an inbox have different names. Default `receiver`. */
  readonly name?: string;
  /** Names of the event subscriptions that deliver here, compared without case. Default: every subscription may. */
  readonly subscriptions?: readonly string[];
  /** A request is answered after at most this many milliseconds. Default 25,000: Event Grid waits 30,000. */
  readonly answerWithin?: number;
  /** How long a handler's lease lasts in milliseconds; it is renewed while the handler runs. Default 60,000. */
  readonly lease?: number;
  /** After this many failed runs, an event that this receiver answers for becomes a dead letter. Default 10. */
  readonly maximumAttempts?: number;
  /** For how many days handled events are remembered. Default 8: a storage queue keeps messages for 7. */
  readonly rememberDays?: number;
  /** Whether logs may have messages, names and telephone numbers of events. Default false: they are redacted. */
  readonly logPayloads?: boolean;
  readonly handshake?: HandshakeOptions;
}

/**
 * Receives what Event Grid delivers: a web-standard function that a host calls with requests, and methods for hosts that
 * have messages or plain requests. Hosts: `httpServer`, `queueWorker`, Azure Functions, and whatever calls `fetch` functions.
 */
export interface Receiver<T extends EventType = EventType> {
  (request: Request): Promise<Response>;
  readonly receiverName: string;
  /** The event types that have a handler. */
  readonly eventTypes: readonly T[];
  /** Whether HTTP requests are authenticated, accepted without (`local`), or not accepted at all (`queueOnly`). */
  readonly access: "authenticated" | "local" | "queue-only";
  /** The same as calling it, for servers that have no `Request` object. */
  respond(request: PlainRequest): Promise<PlainResponse>;
  /** Handles one message of a queue or a trigger. `keep` replaces the receiver's dead letters for this message. */
  take(body: MessageBody, delivery: Delivery, keep?: DeadLetters): Promise<MessageOutcome>;
  /**
   * Finishes events that this receiver answered for and that nobody works on: after a crash, or after a failure. Once an
   * hour it lets the inbox forget old records. Hosts call it when they start and then every 30 seconds. Returns how many
   * events it found.
   */
  recover(): Promise<number>;
  /** Waits for running handlers, at most `milliseconds`, then aborts them. True if all of them ended by themselves. */
  drain(milliseconds: number): Promise<boolean>;
}

const forgetEvery = 3_600_000;

const receiverName = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** Which receiver names an inbox has seen: two receivers with one name would take each other's records for their own. */
const namesOfInbox = new WeakMap<Inbox, Set<string>>();

/**
 * Makes a receiver.
 * @throws HandlersProblem with every problem at once: unknown event types, no authentication, invalid numbers.
 */
export function receiver<T extends EventType>(options: ReceiverOptions<T>): Receiver<T> {
  const problems: string[] = [];
  const handlers = ((): ReturnType<typeof registeredHandlers> => {
    try {
      return registeredHandlers(options.name ?? "receiver", options.on);
    } catch (error) {
      if (error instanceof HandlersProblem) problems.push(...error.problems);
      else throw error;
      return new Map();
    }
  })();
  const { name = "receiver", inbox = memoryInbox(), log = silentLogger, deadLetters = inbox.deadLetters } = options;
  const { answerWithin = 25_000, lease = 60_000, maximumAttempts = 10, rememberDays = 8 } = options;
  if (!receiverName.test(name)) {
    problems.push(
      `Invalid receiver name ${JSON.stringify(name)}: a letter, then at most 62 letters, digits, "_" or "-".`,
    );
  }
  problems.push(
    ...outOfRange("answerWithin", answerWithin, 1, 29_000),
    ...outOfRange("lease", lease, 1_000, 3_600_000),
    ...outOfRange("maximumAttempts", maximumAttempts, 1, 1_000),
    ...outOfRange("rememberDays", rememberDays, 1, 365),
    ...accessProblems(options),
  );
  const names = namesOfInbox.get(inbox) ?? new Set();
  if (names.has(name)) {
    problems.push(`Two receivers with the name "${name}" share an inbox. Give each its own \`name\`.`);
  }
  if (problems.length > 0) throw new HandlersProblem(problems);
  namesOfInbox.set(inbox, names.add(name));

  const processor = createProcessor({
    receiver: name,
    handlers,
    inbox,
    log,
    leaseMilliseconds: lease,
    maximumAttempts,
    logPayloads: options.logPayloads === true,
  });
  let forgotAt = Date.now();
  const access =
    options.queueOnly === true ? "queue-only" : options.authentication === undefined ? "local" : "authenticated";
  const subscriptions = options.subscriptions && new Set(options.subscriptions.map((one) => one.toLowerCase()));
  const answering = {
    receiver: name,
    access,
    authentication: options.authentication,
    subscriptions,
    handshake: options.handshake ?? {},
    answerWithin,
    processor,
    deadLetters,
    log,
  } as const;
  const respond = async (request: PlainRequest): Promise<PlainResponse> => {
    const response = await answerRequest(request, answering);
    countDelivery(name, "http", String(response.status));
    return response;
  };
  return Object.assign(async (request: Request) => webResponse(await respond(plainRequest(request))), {
    receiverName: name,
    eventTypes: [...handlers.keys()] as T[],
    access,
    respond,
    async take(body: MessageBody, delivery: Delivery, keep: DeadLetters = deadLetters) {
      const outcome = await takeMessage(body, delivery, processor, keep);
      countDelivery(name, "queue", outcome.kind);
      return outcome;
    },
    async recover() {
      if (Date.now() - forgotAt > forgetEvery) {
        forgotAt = Date.now();
        await inbox.forget(forgotAt - rememberDays * 86_400_000);
      }
      const events = await inbox.deferred(100);
      const own = events.filter(({ key }) => key.handler.startsWith(`${name}/`));
      await Promise.all(own.map((event) => processor.resume(event, deadLetters)));
      return own.length;
    },
    drain: (milliseconds: number) => processor.drain(milliseconds),
  } as const);
}

function accessProblems({ authentication, local, queueOnly }: ReceiverSettings): string[] {
  const given = [authentication !== undefined, local === true, queueOnly === true].filter(Boolean).length;
  if (given === 1) return [];
  return given === 0
    ? [
        "The receiver has no authentication: anybody could send it events. Give `authentication` (sharedSecret or entraToken), " +
          "or `queueOnly: true` where events come from a queue, or `local: true` on a developer's machine.",
      ]
    : ["Give one of `authentication`, `local` and `queueOnly`, not several."];
}

function outOfRange(name: string, value: number, minimum: number, maximum: number): string[] {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return [];
  return [`Invalid ${name} ${value}: a whole number from ${minimum} to ${maximum}.`];
}
