import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from "@azure/functions";
import { HandlersProblem } from "../handler.ts";
import { plainRequest } from "../plain-http.ts";
import type { Receiver } from "../receiver.ts";
import type { MessageBody } from "../take-message.ts";
import { inInvocation } from "./invocation-logger.ts";

/** Which functions there are, and which receiver each of them hands its events to. */
export interface FunctionApp<Name extends string = string> {
  /** The receivers by name. Asked once, at the first event: reaching an inbox takes time that registering must not take. */
  readonly receivers: () => Promise<Readonly<Record<Name, Receiver>>>;
  /** Storage queues by name: each becomes a function of the same name with a queue trigger. */
  readonly queues?: Readonly<Record<string, Name>>;
  /** Service Bus queues by name, alike. What fails goes to the queue's own dead-letter queue, as the queue says. */
  readonly serviceBusQueues?: Readonly<Record<string, Name>>;
  /** Event Grid triggers by the function's name: what an endpoint `{ kind: azure-function, create: true }` refers to. */
  readonly eventGrid?: Readonly<Record<string, Name>>;
  /** HTTP triggers by path, such as `/api/sms`. Their receivers authenticate: the platform lets everybody in. */
  readonly http?: Readonly<Record<string, Name>>;
  /** The setting under which the app finds the queues' account. Default `ACS_EVENTS_QUEUES`, which the program sets. */
  readonly queueConnection?: string;
  /** The same for the Service Bus namespace. Default `ACS_EVENTS_SERVICE_BUS`. */
  readonly serviceBusConnection?: string;
}

export interface RegisteredFunction {
  readonly name: string;
  readonly trigger: "queue" | "serviceBusQueue" | "eventGrid" | "http" | "timer";
}

/** Azure's rule (Microsoft.Web/sites/functions): a letter or digit, then letters, digits, - and _. */
const functionName = /^[0-9A-Za-z][-_0-9A-Za-z]{0,126}$/;

/** From here on a wait is worth a line in the log: the alert rule on the age of messages reads these lines. */
const lateAfterSeconds = 30;

/**
 * Registers functions for receivers. Call it once, while the entry file of the app is loaded.
 * @throws HandlersProblem with every problem at once: invalid names, a name twice, no function at all.
 */
export function functionApp<Name extends string>(options: FunctionApp<Name>): readonly RegisteredFunction[] {
  const { queues = {}, serviceBusQueues = {}, eventGrid = {}, http = {} } = options;
  const { queueConnection = "ACS_EVENTS_QUEUES", serviceBusConnection = "ACS_EVENTS_SERVICE_BUS" } = options;
  const functions: readonly RegisteredFunction[] = [
    ...Object.keys(queues).map((name) => ({ name, trigger: "queue" as const })),
    ...Object.keys(serviceBusQueues).map((name) => ({ name, trigger: "serviceBusQueue" as const })),
    ...Object.keys(eventGrid).map((name) => ({ name, trigger: "eventGrid" as const })),
    ...Object.keys(http).map((path) => ({ name: nameOfPath(path), trigger: "http" as const })),
    // A receiver may answer a request and go on; somebody has to look for what was left behind.
    ...(Object.keys(http).length === 0 ? [] : [{ name: "recover", trigger: "timer" as const }]),
  ];
  const problems = [...nameProblems(functions), ...pathProblems(Object.keys(http))];
  if (problems.length > 0) throw new HandlersProblem(problems);

  const receiverOf = onDemand(options.receivers);
  for (const [queueName, name] of Object.entries(queues)) {
    app.storageQueue(queueName, {
      queueName,
      connection: queueConnection,
      handler: async (entry, context) => {
        tellAge(queueName, context.triggerMetadata?.["insertionTime"], context);
        const deliveryCount = Number(context.triggerMetadata?.["dequeueCount"] ?? 1) - 1;
        await take(await receiverOf(name), messageBody(entry), deliveryCount, context);
      },
    });
  }
  for (const [queueName, name] of Object.entries(serviceBusQueues)) {
    app.serviceBusQueue(queueName, {
      queueName,
      connection: serviceBusConnection,
      handler: async (message, context) => {
        tellAge(queueName, context.triggerMetadata?.["enqueuedTimeUtc"], context);
        const deliveryCount = Number(context.triggerMetadata?.["deliveryCount"] ?? 1) - 1;
        await take(await receiverOf(name), messageBody(message), deliveryCount, context);
      },
    });
  }
  for (const [functionName, name] of Object.entries(eventGrid)) {
    app.eventGrid(functionName, {
      handler: async (event, context) => {
        await take(await receiverOf(name), { kind: "json", value: event }, undefined, context);
      },
    });
  }
  for (const [path, name] of Object.entries(http)) {
    app.http(nameOfPath(path), {
      methods: ["POST", "OPTIONS"],
      authLevel: "anonymous",
      route: path.slice(1),
      handler: async (request, context) => answer(await receiverOf(name), request, context),
    });
  }
  if (Object.keys(http).length > 0) {
    app.timer("recover", {
      schedule: "0 * * * * *",
      handler: async (_, context) => {
        for (const name of new Set(Object.values(http))) {
          const receiver = await receiverOf(name);
          await inInvocation(context, () => receiver.recover());
        }
      },
    });
  }
  // The platform gives a function app some seconds and no promise: what is not finished by then is found again.
  app.hook.appTerminate(async () => {
    const all = new Set([queues, serviceBusQueues, eventGrid, http].flatMap((names) => Object.values(names)));
    await Promise.all([...all].map(async (name) => (await receiverOf(name)).drain(5_000)));
  });
  return functions;
}

/**
 * Hands a message over and throws where it has to come again: the platform then delivers it once more, and after
 * `maxDequeueCount` deliveries moves it into the poison queue. Event Grid retries as the subscription says.
 */
async function take(
  receiver: Receiver,
  body: MessageBody,
  deliveryCount: number | undefined,
  context: InvocationContext,
): Promise<void> {
  const outcome = await inInvocation(context, () => receiver.take(body, { subscription: undefined, deliveryCount }));
  if (outcome.kind !== "done") throw new Error(`The event comes again: ${outcome.reason}`);
}

async function answer(receiver: Receiver, request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  // The same web-standard properties, under a class of the library's own.
  const plain = plainRequest(request as unknown as Request);
  const { status, headers, body } = await inInvocation(context, () => receiver.respond(plain));
  return { status, headers: { ...headers }, ...(body === "" ? {} : { body }) };
}

/** Text that is JSON arrives parsed; base64, as Event Grid writes it, stays text (host.json: messageEncoding none). */
function messageBody(entry: unknown): MessageBody {
  if (entry instanceof Uint8Array) return { kind: "bytes", bytes: entry };
  return typeof entry === "string" ? { kind: "text", text: entry } : { kind: "json", value: entry };
}

function tellAge(queue: string, since: unknown, context: InvocationContext): void {
  const inserted = Date.parse(String(since));
  const seconds = Math.round((Date.now() - inserted) / 1_000);
  if (seconds >= lateAfterSeconds) context.warn(`acs-events: a message of ${queue} waited ${seconds} s`);
}

/** Makes the receivers when the first event comes. A failure is not kept: the next event tries again. */
function onDemand<Name extends string>(
  make: () => Promise<Readonly<Record<Name, Receiver>>>,
): (name: Name) => Promise<Receiver> {
  let made: Promise<Readonly<Record<Name, Receiver>>> | undefined;
  return async (name) => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    const receiver = (await made)[name];
    if (receiver === undefined) throw new HandlersProblem([`There is no receiver "${name}".`]);
    return receiver;
  };
}

/** `/api/sms` becomes `api-sms`. */
function nameOfPath(path: string): string {
  return path.replaceAll(/[^0-9A-Za-z]+/g, "-").replace(/^-|-$/g, "");
}

function nameProblems(functions: readonly RegisteredFunction[]): readonly string[] {
  if (functions.length === 0)
    return ["There is no function: give `queues`, `serviceBusQueues`, `eventGrid` or `http`."];
  const seen = new Set<string>();
  return functions.flatMap(({ name }) => {
    const problems = functionName.test(name)
      ? []
      : [
          `Invalid function name ${JSON.stringify(name)}: a letter or digit, then at most 126 letters, digits, "-" or "_".`,
        ];
    if (seen.has(name.toLowerCase())) problems.push(`Two functions are called "${name}". Give each its own name.`);
    seen.add(name.toLowerCase());
    return problems;
  });
}

function pathProblems(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    /^\/(?:[\w-]+\/)*[\w-]+$/.test(path) ? [] : [`Invalid path ${JSON.stringify(path)}: write it like /api/sms.`],
  );
}
