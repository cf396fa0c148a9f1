import { describe, expect, test } from "vitest";
import { isEventType } from "../../../src/catalog/event-types.ts";
import { linksOf } from "../../../src/catalog/links.ts";
import { parsePayload } from "../../../src/catalog/payloads/index.ts";
import { allSamples, articleEvents } from "../../../src/catalog/samples.ts";
import { parseSubject } from "../../../src/catalog/subjects.ts";
import { fillPlaceholders } from "../../../src/emulator/event-source/placeholders.ts";

const samples = allSamples().flatMap((sample) =>
  sample.envelope === "eventgrid" && sample.partial !== true ? [sample.payload] : [],
);

test("there is something to fill", () => {
  expect(samples.filter(({ subject }) => subject.includes("{")).length).toBeGreaterThan(30);
});

test("no placeholder is left in subject or payload, and a filled payload is still that of its type", () => {
  for (const sample of samples) {
    const { subject, data, eventType } = fillPlaceholders(sample);
    expect(`${subject} ${JSON.stringify(data)}`, eventType).not.toMatch(/\{[a-z@-]+\}/i);
    if (!isEventType(eventType)) continue;
    expect(parsePayload(eventType, data).success, eventType).toBe(parsePayload(eventType, sample.data).success);
  }
});

test("what was made up is the same in subject and payload", () => {
  const made = samples.filter(({ eventType, subject }) => isEventType(eventType) && subject.includes("{"));
  let compared = 0;
  for (const sample of made) {
    const { eventType, subject, data } = fillPlaceholders(sample);
    if (!isEventType(eventType)) continue;
    const values = parseSubject(eventType, subject)?.values ?? {};
    for (const { variable, path } of linksOf(eventType)) {
      const before = parseSubject(eventType, sample.subject)?.values[variable] ?? "";
      let value: unknown = data;
      for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
      // Some samples leave the property empty.
      if (!before.includes("{") || typeof value !== "string" || value === "") continue;
      compared += 1;
      expect(values[variable], `${eventType} ${variable}`).toBe(value);
    }
  }
  expect(compared).toBeGreaterThan(20);
});

test("an id that the payload of the first samples says in another way is taken from there", () => {
  const [message] = articleEvents().filter(({ eventType }) => eventType.endsWith(".ChatMessageReceived"));
  if (message === undefined) throw new Error("no such event in the article");
  const { subject, data } = fillPlaceholders(message);
  expect(data).toEqual(message.data);
  expect(subject).toBe(
    "thread/19:46df844a4c064bfaa2b3b30e385d1018@thread.v2/sender/8:acs:fac4607d-d2d0-40e5-84df-6f32ebd1251a_00000005-3e0d-e5aa-0e04-343a0d00037c/recipient/8:acs:fac4607d-d2d0-40e5-84df-6f32ebd1251a_00000005-3e1a-3090-6a0b-343a0d000409",
  );
});

describe("an event without placeholders", () => {
  test("stays as it was published", () => {
    const [report] = articleEvents();
    expect(report && fillPlaceholders(report)).toEqual(report);
  });
});

test("the same from run to run", () => {
  expect(samples.map(fillPlaceholders)).toEqual(samples.map(fillPlaceholders));
});
