import type { EventGridEvent } from "../../../catalog/event.ts";
import type { EventType } from "../../../catalog/event-types.ts";
import { type Sample, samplesOf } from "../../../catalog/samples.ts";
import { buildSubject, type SubjectVariables } from "../../../catalog/subjects.ts";
import { randomGuid } from "../../delivery/random-guid.ts";
import { fillPlaceholders } from "../placeholders.ts";

/** What the events of a scenario are made from. */
export interface ScenarioContext {
  /** Milliseconds since 1970: when the first of them happened. */
  readonly now: number;
  /** 0 to 1, as `Math.random`; for ids. */
  readonly random: () => number;
}

export interface LikeSample<T extends EventType> {
  /** The variables of the subject. */
  readonly subject: SubjectVariables<T>;
  /** Properties that are other than published; undefined omits one. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Seconds after the first event of the scenario. */
  readonly after?: number;
  /** Which of the published samples; if omitted, the first one of today's documentation. */
  readonly sample?: (sample: Sample) => boolean;
}

/**
 * An event like a published sample, with other values: what a scenario does not say stays as published. A property is
 * found in whichever case the sample has it.
 */
export function likeSample<T extends EventType>(
  type: T,
  { subject, data, after = 0, sample: isWanted = isOfDocs }: LikeSample<T>,
  { now, random }: ScenarioContext,
): EventGridEvent {
  const whole = samplesOf(type).filter(({ envelope, partial }) => envelope === "eventgrid" && partial !== true);
  const sample = whole.find(isWanted) ?? whole[0];
  if (sample?.envelope !== "eventgrid") throw new Error(`No sample of ${type} was published.`);
  const { payload } = sample;
  const published = typeof payload.data === "object" && payload.data !== null ? { ...payload.data } : {};
  const changed = withValues(published, data);
  return fillPlaceholders({
    ...payload,
    // The receiving local Azure replaces it by its own topic; a file shows this one.
    ...(payload.topic === undefined ? {} : { topic: payload.topic.replaceAll(/\{[^{}]*\}/g, "contoso") }),
    id: randomGuid(random),
    subject: buildSubject(type, subject),
    eventTime: timeOf(now, after),
    data: changed,
  });
}

/** ISO 8601, this many seconds after `now`. */
export function timeOf(now: number, after = 0): string {
  return new Date(now + after * 1_000).toISOString();
}

function isOfDocs({ origin }: Sample): boolean {
  return origin === "docs";
}

function withValues(
  published: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const data: Record<string, unknown> = { ...published };
  for (const [name, value] of Object.entries(values)) {
    const own = Object.keys(data).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
    if (value === undefined) delete data[own];
    else data[own] = value;
  }
  return data;
}
