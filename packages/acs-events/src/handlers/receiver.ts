import { isAuthentic, type SharedSecret } from "./authentication.ts";
import { type EventWork, handleEvent, type Outcome } from "./dispatch.ts";
import { readEnvelope } from "./envelope.ts";
import type { Handler } from "./handler.ts";
import { answerOptions, answerValidationEvent, validationEventType } from "./handshake.ts";
import { type Inbox, memoryInbox } from "./inbox.ts";

export interface ReceiverOptions {
  readonly handlers: readonly Handler[];
  /** What was handled before; in memory unless given. */
  readonly inbox?: Inbox;
  /** Names of event subscriptions that may deliver here; everybody where left out. Compared without case. */
  readonly allowedSubscriptions?: readonly string[];
  readonly secret?: SharedSecret;
  /** Hears a line about every event that is not simply handled; never a payload. */
  readonly log?: (line: string) => void;
}

/** From a web-standard request to a response: runs on node:http, Azure Functions, and wherever fetch is spoken. */
export type Receiver = (request: Request) => Promise<Response>;

/** Event Grid sends at most 1 MB. */
const bodyLimit = 1024 * 1024;

/**
 * Receives what Event Grid delivers, in both schemas, alone or in batches. The status tells Event Grid what to do: 200,
 * all is handled (or nobody here handles that type); 500, try again; 400, 401, 413, never again, so that the event goes
 * to the dead letters. Of a batch that is sent again, what was handled before is not handled twice.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { log = () => {}, inbox = memoryInbox() } = options;
  const allowed = options.allowedSubscriptions?.map((name) => name.toLowerCase());
  const work: EventWork = {
    handlers: Map.groupBy(options.handlers, ({ type }): string => type),
    inbox,
    running: new Map(),
    log,
  };

  return async (request) => {
    if (options.secret !== undefined && !isAuthentic(request, options.secret))
      return refuse(401, "the shared secret is missing or not one that is accepted");
    const subscription = request.headers.get("aeg-subscription-name") ?? "";
    if (allowed !== undefined && request.method === "POST" && !allowed.includes(subscription.toLowerCase())) {
      return refuse(401, `the event subscription "${subscription}" is not expected here`);
    }
    if (request.method === "OPTIONS") return answerOptions(request);
    if (request.method !== "POST") return refuse(405, "events are posted", { Allow: "OPTIONS, POST" });
    const body = await readBody(request);
    if (body === undefined) return refuse(413, "Event Grid never sends more than 1 MB");
    const envelope = readEnvelope(body);
    if (!envelope.ok) {
      log(envelope.problem);
      return refuse(400, envelope.problem);
    }
    const [first] = envelope.events;
    if (first?.type === validationEventType) return answerValidationEvent(first);
    if (request.headers.get("aeg-event-type") === "SubscriptionDeletion") {
      log(`the event subscription "${subscription}" was deleted`);
      return new Response(null, { status: 200 });
    }
    return answerTo((await Promise.all(envelope.events.map((event) => handleEvent(event, work)))).flat());
  };
}

/** Trying again comes first: what never succeeds is found out again, what might succeed gets its chance. */
function answerTo(outcomes: readonly Outcome[]): Response {
  if (outcomes.some(({ kind }) => kind === "again")) {
    return refuse(500, "not everything could be handled; please try again");
  }
  const reasons = outcomes.flatMap((outcome) => (outcome.kind === "never" ? [outcome.reason] : []));
  return reasons.length > 0 ? refuse(400, [...new Set(reasons)].join("\n")) : new Response(null, { status: 200 });
}

/** The body as text, or nothing where it is longer than Event Grid ever sends: then the rest of it is not read. */
async function readBody(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) return undefined;
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bodyLimit) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function refuse(status: number, reason: string, headers: Record<string, string> = {}): Response {
  return new Response(reason, { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers } });
}
