import { z } from "zod";
import { shapeProblem } from "../catalog/shape-problem.ts";

/** An event as handlers see it, whichever of the two schemas it came in; `data` is not looked at yet. */
export interface IncomingEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** ISO 8601, as sent. */
  readonly time: string | undefined;
  /** The resource id of what published it. */
  readonly source: string;
  readonly data: unknown;
}

export type Envelope =
  | { readonly ok: true; readonly events: readonly IncomingEvent[] }
  /** `problem`: what is wrong with which event, for the log of whoever sends. */
  | { readonly ok: false; readonly problem: string };

/** Event Grid adds properties over time, so unknown ones pass; those that handlers rely on have to be there. */
const eventGridEvent = z
  .looseObject({
    id: z.string().min(1),
    eventType: z.string().min(1),
    subject: z.string(),
    topic: z.string().default(""),
    eventTime: z.string().optional(),
    data: z.unknown().optional(),
  })
  .transform(
    (event): IncomingEvent => ({
      id: event.id,
      type: event.eventType,
      subject: event.subject,
      time: event.eventTime,
      source: event.topic,
      data: event.data,
    }),
  );

const cloudEvent = z
  .looseObject({
    specversion: z.string(),
    id: z.string().min(1),
    type: z.string().min(1),
    source: z.string().min(1),
    subject: z.string().default(""),
    time: z.string().optional(),
    data: z.unknown().optional(),
  })
  .transform(
    (event): IncomingEvent => ({
      id: event.id,
      type: event.type,
      subject: event.subject,
      time: event.time,
      source: event.source,
      data: event.data,
    }),
  );

/** Reads a request's body: one event or an array of them, in the Event Grid or the CloudEvents schema. */
export function readEnvelope(body: string): Envelope {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    return { ok: false, problem: `the body is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const candidates = Array.isArray(json) ? json : [json];
  if (candidates.length === 0) return { ok: false, problem: "the body is an empty array" };
  const events: IncomingEvent[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const isCloudEvent = typeof candidate === "object" && candidate !== null && "specversion" in candidate;
    const result = (isCloudEvent ? cloudEvent : eventGridEvent).safeParse(candidate);
    if (!result.success) {
      const schema = isCloudEvent ? "CloudEvents 1.0" : "the Event Grid schema";
      const what = result.error.issues.map((issue) => shapeProblem(issue, candidate, "the event")).join("; ");
      return { ok: false, problem: `event ${index + 1} of ${candidates.length} does not follow ${schema}: ${what}` };
    }
    events.push(result.data);
  }
  return { ok: true, events };
}
