import fc from "fast-check";
import { expect, test } from "vitest";
import { elementTexts, isTooDeep, maximumDepth } from "../../src/handlers/element-texts.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { malformedBody, malformedHeaders, malformedMethod } from "./malformed.ts";
import { recordingLogger } from "./recording-logger.ts";

const sendersFault = [200, 400, 401, 403, 405, 413, 415];

test("whatever is sent gets an answer, never 5xx, and nothing of it reaches a log raw", async () => {
  const log = recordingLogger();
  const receive = receiver({ local: true, log, on: { "Microsoft.Communication.SMSReceived": () => {} } });
  await fc.assert(
    fc.asyncProperty(malformedMethod, malformedHeaders, malformedBody, async (method, headers, body) => {
      const { status } = await receive.respond({
        method,
        url: "/api/sms",
        header: (name) => headers[name],
        readBody: async () => body,
      });
      expect(sendersFault).toContain(status);
    }),
    { numRuns: 2_000 },
  );
  const written = log.entries.flatMap(({ message, fields }) => [message, ...Object.values(fields).map(String)]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not be there
  expect(written.filter((line) => /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/.test(line))).toEqual([]);
});

test("the text of each element of an array is the one that was sent", () => {
  const spaced = (value: unknown): string => JSON.stringify(value, null, 1);
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 6 }), (values) => {
      const texts = elementTexts(`  [ ${values.map(spaced).join(" ,\n")}\t] `);
      expect(texts).toEqual(values.map(spaced));
    }),
  );
});

test("depth is measured as a parser that counts would", () => {
  const depthOf = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: maximumDepth + 2 }), (value, extra) => {
      const json = `${"[".repeat(extra)}${JSON.stringify(value)}${"]".repeat(extra)}`;
      const parsed: unknown = JSON.parse(json);
      expect(isTooDeep(parsed)).toBe(depthOf(parsed) > maximumDepth);
    }),
  );
});
