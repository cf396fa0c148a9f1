import {
  type Context,
  context,
  createNoopMeter,
  createTraceState,
  type Meter,
  metrics,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { isEventType } from "../catalog/event-types.ts";
import { printable } from "../text/printable.ts";
import type { Outcome } from "./delivery.ts";
import type { ReceivedEvent } from "./event.ts";

/*
 * Spans and metrics by the OpenTelemetry API alone: without an SDK in the process, all of this does nothing. Attributes
 * of metrics come from closed lists, so a sender cannot make new time series. Names follow the semantic conventions for
 * messaging where these have one (docs/handlers.md lists them).
 */

const name = "acs-events";

/** The instruments. An SDK may be set up after this module is loaded, so they are made when they are needed. */
function instruments(meter: Meter) {
  return {
    deliveries: meter.createCounter("acs_events.deliveries", {
      description: "HTTP requests and queue messages received",
    }),
    outcomes: meter.createCounter("acs_events.outcomes", {
      description: "What became of an event for one handler: handled, duplicate, unhandled, kept, deferred, retry",
    }),
    duration: meter.createHistogram("acs_events.handler.duration", {
      unit: "s",
      description: "How long handlers run",
      advice: { explicitBucketBoundaries: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60] },
    }),
    attempts: meter.createHistogram("acs_events.handler.attempts", {
      description: "The number of the run of a handler for one event",
      advice: { explicitBucketBoundaries: [1, 2, 3, 5, 10, 20] },
    }),
    queueAge: meter.createHistogram("acs_events.queue.age", {
      unit: "s",
      description: "How long a message waited in the queue before it was taken",
      advice: { explicitBucketBoundaries: [1, 5, 10, 30, 60, 300, 900, 3_600, 21_600] },
    }),
  };
}

let made: { readonly meter: Meter; readonly all: ReturnType<typeof instruments> } | undefined;
const noMeter = createNoopMeter();

/** The instruments, or undefined if nobody collects metrics: then even the attributes would be wasted. */
function meters(): ReturnType<typeof instruments> | undefined {
  const meter = metrics.getMeter(name);
  if (meter === noMeter) return undefined;
  if (made?.meter !== meter) made = { meter, all: instruments(meter) };
  return made.all;
}

/** Whether this process has an SDK that collects metrics. */
export function isCounting(): boolean {
  return meters() !== undefined;
}

/** Whether this process has an SDK that collects spans or metrics. */
export function isTelemetryOn(): boolean {
  const tracers = trace.getTracerProvider();
  const traced = !(tracers instanceof ProxyTracerProvider) || tracers.getDelegateTracer(name) !== undefined;
  return traced || metrics.getMeter(name) !== noMeter;
}

/** An event type as an attribute of a metric. */
function knownType(type: string): string {
  return isEventType(type) ? type : "unknown";
}

/** Counts a request or message. `result` is the HTTP status, or what was done with the message. */
export function countDelivery(receiver: string, channel: "http" | "queue", result: string): void {
  meters()?.deliveries.add(1, { receiver, channel, result });
}

export function countOutcome(receiver: string, handler: string, type: string, { kind }: Outcome): void {
  meters()?.outcomes.add(1, { receiver, handler, event_type: knownType(type), outcome: kind });
}

export function recordQueueAge(queue: string, enqueuedAt: Date | undefined): void {
  if (enqueuedAt === undefined) return;
  meters()?.queueAge.record(Math.max(0, (Date.now() - enqueuedAt.getTime()) / 1_000), { queue });
}

/** Runs a handler in a span whose parent is the trace context of the event. `failed` says what to record. */
export async function inHandlerSpan<T>(
  event: ReceivedEvent,
  labels: { readonly receiver: string; readonly handler: string; readonly attempt: number },
  run: () => Promise<T>,
  failed: (result: T) => string | undefined,
): Promise<T> {
  const { receiver, handler, attempt } = labels;
  const parent = parentOf(event);
  const span = trace.getTracer(name).startSpan(
    `process ${handler}`,
    {
      kind: SpanKind.CONSUMER,
      attributes: {
        "messaging.system": "eventgrid",
        "messaging.operation.type": "process",
        "messaging.message.id": printable(event.id),
        "cloudevents.event_type": knownType(event.type),
        "acs_events.receiver": receiver,
        "acs_events.handler": handler,
        "acs_events.attempt": attempt,
      },
    },
    parent,
  );
  const started = performance.now();
  const attributes = { receiver, handler, event_type: knownType(event.type) };
  try {
    const result = await context.with(trace.setSpan(parent, span), run);
    endSpan(span, failed(result));
    return result;
  } finally {
    const all = meters();
    all?.duration.record((performance.now() - started) / 1_000, attributes);
    all?.attempts.record(attempt, attributes);
    span.end();
  }
}

function endSpan(span: Span, problem: string | undefined): void {
  if (problem !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: problem });
}

/** The context that the event carries; else the one of the request or message it came with. */
function parentOf({ trace: carried }: ReceivedEvent): Context {
  if (carried === undefined) return context.active();
  const [, traceId = "", spanId = "", flags = "00"] = carried.traceparent.split("-");
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
    ...(carried.tracestate === undefined ? {} : { traceState: createTraceState(carried.tracestate) }),
  });
}
