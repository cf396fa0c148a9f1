import { z } from "zod";

/**
 * One event that Event Grid gave up, as its dead letter tells it. The properties about the delivery are those of the
 * published examples, in lower case for CloudEvents (Azure documentation, delivery-and-retry).
 */
export interface DeadLetter {
  /** Names it in commands: the blob's path, and behind `#` the event's index in the blob, from 0. */
  readonly key: string;
  /** The event subscription, in upper case as in the path. */
  readonly subscription: string;
  readonly schema: "EventGridSchema" | "CloudEventSchemaV1_0";
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly reason: string;
  readonly lastOutcome: string;
  /** Undefined where the dead letter does not say it. */
  readonly attempts: number | undefined;
  /** ISO 8601, as written. */
  readonly publishTime: string | undefined;
  readonly lastAttemptTime: string | undefined;
  /** The event as it was to be delivered: without what Event Grid added when it gave up. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Set where not Event Grid gave it up, but a receiver. */
  readonly kept?: KeptByReceiver;
}

/** Why a receiver gave an event up, and for which of its handlers. */
export interface KeptByReceiver {
  readonly receiver: string;
  /** Empty where the event is not one: a replay is for all of them. */
  readonly handlers: readonly string[];
  /** A sentence. */
  readonly detail: string;
}

/** The event as it is sent again: the receiver that kept it runs the handlers that had not succeeded, once. */
export function eventToReplay({ event, kept, key }: DeadLetter): Readonly<Record<string, unknown>> {
  if (kept === undefined || kept.handlers.length === 0) return event;
  return { ...event, acseventsreplay: key, acseventshandlers: kept.handlers };
}

/** What Event Grid adds to an event that it gives up. */
const added = ["deadLetterReason", "deliveryAttempts", "lastDeliveryOutcome", "publishTime", "lastDeliveryAttemptTime"];

const about = z.looseObject({
  deadLetterReason: z.string().default("unknown"),
  lastDeliveryOutcome: z.string().default("unknown"),
  deliveryAttempts: z.int().optional(),
  publishTime: z.string().optional(),
  lastDeliveryAttemptTime: z.string().optional(),
});

const eventGridEvent = z.looseObject({ id: z.string(), eventType: z.string(), subject: z.string().default("") });
const cloudEvent = z.looseObject({
  specversion: z.string(),
  id: z.string(),
  type: z.string(),
  subject: z.string().default(""),
});

/** What a receiver writes (`blobDeadLetters` and `folderDeadLetters` of acs-events/handlers). */
const keptEvent = z.looseObject({
  because: z.string(),
  reason: z.string(),
  keptAt: z.string(),
  receiver: z.string(),
  handlers: z.array(z.string()),
  deliveryCount: z.number().optional(),
  body: z.string(),
});

export interface ReadDeadLetters {
  readonly deadLetters: readonly DeadLetter[];
  /** What could not be read, a sentence each. */
  readonly problems: readonly string[];
}

/** Reads a dead letter's blob: an array of events, or one. `path` is the blob's, `subscription` the one in it. */
export function readDeadLetters(text: string, path: string, subscription: string): ReadDeadLetters {
  let json: unknown;
  try {
    json = parseExactly(text);
  } catch (error) {
    return { deadLetters: [], problems: [`${path} is not JSON: ${error instanceof Error ? error.message : error}`] };
  }
  const elements: readonly unknown[] = Array.isArray(json) ? json : [json];
  const deadLetters: DeadLetter[] = [];
  const problems: string[] = [];
  for (const [index, element] of elements.entries()) {
    const key = `${path}#${index}`;
    const read = readKeptEvent(element, key, subscription) ?? readDeadLetter(element, key, subscription);
    if (read === undefined) problems.push(`${key} is not an event that Event Grid or a receiver wrote`);
    else deadLetters.push(read);
  }
  return { deadLetters, problems };
}

function readKeptEvent(value: unknown, key: string, subscription: string): DeadLetter | undefined {
  const { success, data: kept } = keptEvent.safeParse(value);
  if (!success) return undefined;
  const event = objectIn(kept.body);
  if (event === undefined) return undefined;
  const text = (name: string): string | undefined => (typeof event[name] === "string" ? event[name] : undefined);
  const isCloudEvent = "specversion" in event;
  return {
    key,
    subscription,
    schema: isCloudEvent ? "CloudEventSchemaV1_0" : "EventGridSchema",
    id: text("id") ?? "unknown",
    type: text(isCloudEvent ? "type" : "eventType") ?? "unknown",
    subject: text("subject") ?? "",
    reason: kept.because,
    lastOutcome: `kept by ${kept.receiver}`,
    attempts: kept.deliveryCount,
    publishTime: text(isCloudEvent ? "time" : "eventTime"),
    lastAttemptTime: kept.keptAt,
    event,
    kept: { receiver: kept.receiver, handlers: kept.handlers, detail: kept.reason },
  };
}

/** The object that a text is; undefined for anything else. */
function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json = parseExactly(text);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

function readDeadLetter(value: unknown, key: string, subscription: string): DeadLetter | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const isCloudEvent = "specversion" in record;
  const envelope = isCloudEvent ? cloudEvent.safeParse(record) : eventGridEvent.safeParse(record);
  const names = new Map(added.map((name) => [isCloudEvent ? name.toLowerCase() : name, name]));
  const said = about.safeParse(
    Object.fromEntries([...names].flatMap(([name, known]) => (name in record ? [[known, record[name]]] : []))),
  );
  if (!envelope.success || !said.success) return undefined;
  const { data } = envelope;
  return {
    key,
    subscription,
    schema: isCloudEvent ? "CloudEventSchemaV1_0" : "EventGridSchema",
    id: data.id,
    type: String("eventType" in data ? data.eventType : data["type"]),
    subject: data.subject,
    reason: said.data.deadLetterReason,
    lastOutcome: said.data.lastDeliveryOutcome,
    attempts: said.data.deliveryAttempts,
    publishTime: said.data.publishTime,
    lastAttemptTime: said.data.lastDeliveryAttemptTime,
    event: Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name))),
  };
}

/** Raw JSON and the source of a number are newer than what the compiler knows (Node 22 has both). */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/** As `JSON.parse`, but numbers that a double cannot hold are written out again as they were read. */
function parseExactly(text: string): unknown {
  return JSON.parse(text, (_: string, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source;
    const isRounded = typeof value === "number" && source !== undefined && String(value) !== source;
    return isRounded ? rawJson(source) : value;
  });
}
