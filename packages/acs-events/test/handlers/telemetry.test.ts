import { context, metrics, trace } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receiver } from "../../src/handlers/receiver.ts";
import { asCloudEvent, post, text } from "./deliveries.ts";

const spans = new InMemorySpanExporter();
const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 60_000 });

beforeAll(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
});
afterAll(async () => {
  await reader.shutdown();
  trace.disable();
  metrics.disable();
  context.disable();
});

test("a handler runs in a span that continues the event's trace; failures are in it", async () => {
  const receive = receiver({
    local: true,
    on: {
      "Microsoft.Communication.SMSReceived": ({ id }) => {
        if (id === "bad") throw new Error("down");
      },
    },
  });
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  await receive(post([{ ...asCloudEvent, traceparent }]));
  await receive(post([{ ...text, id: "bad" }]));
  await receive(
    post([
      { ...asCloudEvent, traceparent },
      { ...text, id: "x", eventType: "Made.Up\u001b[31m" },
    ]),
  );

  const [first, second] = spans.getFinishedSpans();
  expect(spans.getFinishedSpans()).toHaveLength(2);
  expect(first?.spanContext().traceId).toBe("0af7651916cd43dd8448eb211c80319c");
  expect(first?.parentSpanContext?.spanId).toBe("b7ad6b7169203331");
  expect(first?.attributes).toMatchObject({
    "messaging.message.id": "e1",
    "cloudevents.event_type": "Microsoft.Communication.SMSReceived",
    "acs_events.attempt": 1,
  });
  expect(second?.status).toMatchObject({ code: 2, message: "down" });

  await reader.forceFlush();
  const points = measured
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics: all }) => all))
    .flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => [descriptor.name, attributes, value] as const),
    );
  const outcomes = points
    .filter(([name]) => name === "acs_events.outcomes")
    .map(([, { outcome, event_type }, value]) => [outcome, event_type, value]);
  expect(outcomes.sort()).toEqual([
    ["duplicate", "Microsoft.Communication.SMSReceived", 1],
    ["handled", "Microsoft.Communication.SMSReceived", 1],
    ["retry", "Microsoft.Communication.SMSReceived", 1],
    ["unhandled", "unknown", 1],
  ]);
  const deliveries = points
    .filter(([name]) => name === "acs_events.deliveries")
    .map(([, { result }, value]) => [result, value]);
  expect(deliveries.sort()).toEqual([
    ["200", 2],
    ["500", 1],
  ]);
});
