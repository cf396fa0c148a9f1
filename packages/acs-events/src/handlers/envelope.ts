import * as z from "zod";
import { shapeProblem } from "../catalog/shape-problem.ts";
import { elementTexts, isTooDeep, maximumDepth } from "./element-texts.ts";
import type { ReceivedEvent, TraceContext } from "./event.ts";

/** One element of a body, judged by itself. */
export type Element = {
  /** The element's original text. */
  readonly text: () => string;
} & (
  | { readonly kind: "event"; readonly event: ReceivedEvent }
  /** `id` and `type` where they can be read, so that the element can be found again. */
  | {
      readonly kind: "bad";
      readonly reason: string;
      readonly id: string | undefined;
      readonly type: string | undefined;
    }
);

export type Envelope =
  | { readonly ok: true; readonly elements: readonly Element[] }
  /** The body as a whole cannot be read. */
  | { readonly ok: false; readonly problem: string };

/** Event Grid adds properties over time, so unknown ones are accepted; those that handlers rely on are required. */
const eventGridEvent = z.looseObject({
  id: z.string().min(1),
  eventType: z.string().min(1),
  subject: z.string(),
  topic: z.string().optional(),
  eventTime: z.string().optional(),
  data: z.unknown().optional(),
});

const cloudEvent = z.looseObject({
  specversion: z.string(),
  id: z.string().min(1),
  type: z.string().min(1),
  source: z.string().min(1),
  subject: z.string().optional(),
  time: z.string().optional(),
  data: z.unknown().optional(),
  data_base64: z.undefined().optional(),
  traceparent: z.unknown().optional(),
  tracestate: z.unknown().optional(),
});

/** Reads a body: one event or an array of them, in the Event Grid or the CloudEvents schema, also mixed. */
export function readEnvelope(body: string): Envelope {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // The parser's message quotes the body, which may hold a telephone number.
    return { ok: false, problem: "the body is not JSON" };
  }
  if (isTooDeep(json)) {
    return { ok: false, problem: `the body nests arrays and objects deeper than ${maximumDepth} levels` };
  }
  if (!Array.isArray(json)) return { ok: true, elements: [readElement(json, () => body)] };
  if (json.length === 0) return { ok: false, problem: "the body is an empty array" };
  let texts: readonly string[] | undefined;
  const textAt = (index: number): string => {
    texts ??= elementTexts(body);
    return texts[index] ?? "";
  };
  return { ok: true, elements: json.map((candidate, index) => readElement(candidate, () => textAt(index))) };
}

/**
 * Reads one event that was parsed from JSON before. A well-formed event of the Event Grid schema, which most are, is
 * recognised without the zod schema, which would copy it; the schema explains what is wrong with others.
 */
export function readElement(candidate: unknown, text: () => string): Element {
  const event = wellFormedEvent(candidate);
  if (event !== undefined)
    return { kind: "event", event: isReplay(candidate) ? { ...event, ...replayIn(candidate) } : event, text };
  const isCloudEvent = typeof candidate === "object" && candidate !== null && "specversion" in candidate;
  if (isCloudEvent) {
    const result = cloudEvent.safeParse(candidate);
    if (!result.success) return badElement(candidate, "CloudEvents 1.0", result.error, text);
    const { id, type, subject = "", time, source, data } = result.data;
    const trace = traceContextOf(result.data.traceparent, result.data.tracestate);
    const event = { id, type, subject, time, source, data, deliverySchema: "CloudEventSchemaV1_0", trace } as const;
    return { kind: "event", event: { ...event, ...replayIn(candidate) }, text };
  }
  const result = eventGridEvent.safeParse(candidate);
  if (!result.success) return badElement(candidate, "the Event Grid schema", result.error, text);
  const read = wellFormedEvent(result.data);
  if (read === undefined) throw new Error("the schema accepts an event that is not well formed");
  return { kind: "event", event: read, text };
}

function wellFormedEvent(candidate: unknown): ReceivedEvent | undefined {
  if (typeof candidate !== "object" || candidate === null || Array.isArray(candidate)) return undefined;
  const {
    id,
    eventType,
    subject,
    topic = "",
    eventTime,
    data,
    specversion,
  } = candidate as Readonly<Record<string, unknown>>;
  if (specversion !== undefined || typeof id !== "string" || id === "") return undefined;
  if (typeof eventType !== "string" || eventType === "" || typeof subject !== "string") return undefined;
  if (typeof topic !== "string" || (eventTime !== undefined && typeof eventTime !== "string")) return undefined;
  return {
    id,
    type: eventType,
    subject,
    time: eventTime,
    source: topic,
    data,
    deliverySchema: "EventGridSchema",
    trace: undefined,
  };
}

/** What `acs-events dead-letters replay` adds to an event that a receiver had kept. */
const replay = z.object({
  acseventsreplay: z.string().min(1).max(1_024),
  acseventshandlers: z.array(z.string()).min(1),
});

function isReplay(candidate: unknown): boolean {
  return (candidate as { readonly acseventsreplay?: unknown }).acseventsreplay !== undefined;
}

function replayIn(candidate: unknown): Pick<ReceivedEvent, "replayOf"> {
  const { success, data } = replay.safeParse(candidate);
  return success ? { replayOf: { key: data.acseventsreplay, handlers: data.acseventshandlers } } : {};
}

function badElement(candidate: unknown, schema: string, error: z.ZodError, text: () => string): Element {
  const what = error.issues.map((issue) => shapeProblem(issue, candidate, "the event")).join("; ");
  return {
    kind: "bad",
    reason: `the event does not follow ${schema}: ${what}`,
    id: textIn(candidate, "id"),
    type: textIn(candidate, "type") ?? textIn(candidate, "eventType"),
    text,
  };
}

function textIn(candidate: unknown, name: string): string | undefined {
  if (typeof candidate !== "object" || candidate === null || !Object.hasOwn(candidate, name)) return undefined;
  const value: unknown = Reflect.get(candidate, name);
  return typeof value === "string" ? value : undefined;
}

/** Version, trace id, parent id, flags (W3C Trace Context); ids of zeros alone are invalid. */
const traceparentPattern = /^[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

function traceContextOf(traceparent: unknown, tracestate: unknown): TraceContext | undefined {
  if (typeof traceparent !== "string" || !traceparentPattern.test(traceparent)) return undefined;
  return typeof tracestate === "string" && tracestate.length <= 512 ? { traceparent, tracestate } : { traceparent };
}
