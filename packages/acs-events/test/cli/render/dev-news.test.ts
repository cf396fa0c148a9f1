import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { renderNews } from "../../../src/cli/render/dev-news.ts";
import { textMessage } from "../../emulator/delivery/rig.ts";

/** The line of an event, without the time that it begins with. */
function lineOf(subject: string, matched: readonly string[], width = 80): string {
  const event = { ...textMessage, subject };
  const published = { publishedAt: "2026-01-01T00:00:00Z", topics: [], passedOver: [] };
  const result = { kind: "published", event, matched, ...published } as const;
  const text = renderNews({ kind: "published", result }, false, width) ?? "";
  return stripVTControlCharacters(text).replace(/^\d\d:\d\d:\d\d /, "");
}

test.each([
  ["/phonenumber/15551230000", [], "SMSReceived /phonenumber/15551230000 → nobody"],
  [
    `thread/19:${"7451e9eb".repeat(8)}@thread.v2`,
    ["moderation"],
    "SMSReceived thread/19:7451e9eb7451e…e9eb7451e9eb@thread.v2 → moderation",
  ],
])("the subject %s gets the room that the line has left", (subject, matched, line) => {
  expect(lineOf(subject, matched)).toBe(line);
});

test("where many receive an event, some of its subject is shown all the same", () => {
  const names = Array.from({ length: 9 }, (_, index) => `subscription-${index}`);
  expect(lineOf("/phonenumber/1555".repeat(9), names)).toContain(" /phonenumber…number/1555 → subscription-0,");
});

test("a subject cannot write to the terminal", () => {
  expect(lineOf("\u001b[2J\u202e", [])).toBe("SMSReceived \\u001b[2J\\u202e → nobody");
});
