import { describe, expect, test } from "vitest";
import { readDeadLetters } from "../../src/dead-letters/dead-letter.ts";
import { parseDeadLetterPath } from "../../src/dead-letters/dead-letter-path.ts";
import { cloudEvent, cloudEventDeadLetter, eventGridDeadLetter, eventGridEvent } from "./sample-dead-letters.ts";

describe("a dead letter is read", () => {
  test("in the Event Grid schema", () => {
    const read = readDeadLetters(JSON.stringify([eventGridDeadLetter]), "a.json", "A");
    expect(read).toEqual({
      problems: [],
      deadLetters: [
        {
          key: "a.json#0",
          subscription: "A",
          schema: "EventGridSchema",
          id: "Incoming_1",
          type: "Microsoft.Communication.SMSReceived",
          subject: "/phonenumber/15555550100",
          reason: "MaxDeliveryAttemptsExceeded",
          lastOutcome: "NotFound",
          attempts: 11,
          publishTime: "2026-11-23T11:59:01.5Z",
          lastAttemptTime: "2026-11-24T10:46:40Z",
          event: eventGridEvent,
        },
      ],
    });
  });

  test("in the CloudEvents schema, whose additions are in lower case", () => {
    const [read] = readDeadLetters(JSON.stringify([cloudEventDeadLetter]), "a.json", "A").deadLetters;
    expect(read).toMatchObject({
      schema: "CloudEventSchemaV1_0",
      reason: "UndeliverableDueToHttpBadRequest",
      lastOutcome: "BadRequest",
      attempts: 1,
      lastAttemptTime: undefined,
      event: cloudEvent,
    });
  });

  test("several in one blob, and what cannot be read beside them", () => {
    const read = readDeadLetters(JSON.stringify([cloudEventDeadLetter, 7, {}, eventGridDeadLetter]), "a.json", "A");
    expect(read.deadLetters.map(({ key }) => key)).toEqual(["a.json#0", "a.json#3"]);
    expect(read.problems).toEqual([
      "a.json#1 is not an event that Event Grid or a receiver wrote",
      "a.json#2 is not an event that Event Grid or a receiver wrote",
    ]);
  });

  test("text that is not JSON is a problem", () => {
    expect(readDeadLetters("{", "a.json", "A").problems[0]).toMatch(/^a\.json is not JSON: /);
  });

  test("numbers that a double cannot hold stay as they were sent", () => {
    const data = '{"version":16003895071670001234,"amount":0.10000000000000000001}';
    const sent = JSON.stringify(eventGridDeadLetter).replace(/"data":\{[^}]*\}/, `"data":${data}`);
    const [read] = readDeadLetters(`[${sent}]`, "a.json", "A").deadLetters;
    expect(JSON.stringify(read?.event)).toContain(`"data":${data}`);
  });
});

test.each<[string, ReturnType<typeof parseDeadLetterPath>]>([
  ["SUPPORT-TEXTS/2026/1/2/3/a-b.json", { subscription: "SUPPORT-TEXTS", hour: "2026-01-02T03:00:00.000Z" }],
  ["SUPPORT-TEXTS/2026/11/24/10/a.json.0.replayed", undefined],
  ["support/2026/1/2/3/a.json", undefined],
  ["SUPPORT/2026/1/2/a.json", undefined],
  ["other.json", undefined],
])("the path %s", (path, expected) => {
  expect(parseDeadLetterPath(path)).toEqual(expected);
});
