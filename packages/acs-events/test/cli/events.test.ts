import { describe, expect, test } from "vitest";
import { readEvents } from "../../src/cli/input/events.ts";

const text = { id: "1", eventType: "Microsoft.Communication.SMSReceived", subject: "/phonenumber/1", data: {} };
const cloud = { specversion: "1.0", id: "2", type: text.eventType, source: "/subscriptions/0", data: {} };

/** More bytes than any content here has. */
const whole = 1 << 20;

/** What is read of `content`, which arrives in pieces of `size` bytes. */
async function readingOf(content: string, size = 7): Promise<string[]> {
  const bytes = new TextEncoder().encode(content);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const read: string[] = [];
  for await (const item of readEvents(pieces(), "events.ndjson")) {
    read.push(
      item.kind === "event"
        ? `${item.line}: ${item.event.id}`
        : item.message.replace(/(?<=: This is not JSON: a \w+ that ).*/, "…"),
    );
  }
  return read;
}

const lines = (...values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join("\n");

describe("the forms", () => {
  test.each<[string, string, string[]]>([
    ["one event a line", lines(text, cloud), ["1: 1", "2: 2"]],
    ["one event", JSON.stringify(text), ["1: 1"]],
    ["one event over many lines", JSON.stringify(text, null, 2), ["1: 1"]],
    ["an array, as Event Grid delivers", JSON.stringify([text, cloud]), ["1: 1", "1: 2"]],
    ["an array over many lines", JSON.stringify([text, cloud], null, 2), ["2: 1", "8: 2"]],
    ["an array over many lines that are not indented", `[\n${lines(text)},\n${lines(cloud)}\n]`, ["2: 1", "3: 2"]],
    [
      "events over many lines, one after the other",
      `${JSON.stringify(text, null, 2)}\n${JSON.stringify(cloud, null, 2)}`,
      ["1: 1", "7: 2"],
    ],
    ["comments and trailing commas, as in articles", `[\n// "{[\n${lines(text)}, /* ] */\n]`, ["3: 1"]],
    ["one batch a line", lines([text], [cloud]), ["1: 1", "2: 2"]],
    [
      "Windows line ends, empty lines and a byte-order mark",
      `\uFEFF\r\n${lines(text)}\r\n\r\n${lines(cloud)}\r\n`,
      ["2: 1", "4: 2"],
    ],
    ["nothing", "", []],
    ["an empty array", "[]", []],
    ["text that is cut inside a character", lines({ ...text, id: "Grüße 🎈" }), ["1: Grüße 🎈"]],
  ])("%s", async (_, content, read) => {
    expect(await readingOf(content)).toEqual(read);
    expect(await readingOf(content, 1)).toEqual(read);
    expect(await readingOf(content, whole)).toEqual(read);
  });
});

describe("what cannot be read is told, and the rest is read", () => {
  test.each<[string, string, string[]]>([
    [
      "a bad line",
      [JSON.stringify(text), '{"id": ', JSON.stringify(cloud)].join("\n"),
      ["1: 1", "events.ndjson, line 2, column 8: This is not JSON: a value was expected.", "3: 2"],
    ],
    [
      "a bad first line",
      ['{"id": x}', JSON.stringify(text)].join("\n"),
      ["events.ndjson, line 1, column 8: This is not JSON: a word that …", "2: 1"],
    ],
    [
      "an array that is broken in its third line",
      `[\n${JSON.stringify(text)},\n oops\n]`,
      ["2: 1", "events.ndjson, line 3, column 2: This is not JSON: a word that …"],
    ],
    [
      "an element that is broken inside, and one after it",
      `[\n{"id": x},\n${lines(text)}\n]`,
      ["events.ndjson, line 2, column 8: This is not JSON: a word that …", "3: 1"],
    ],
    [
      "a line that was cut short, at a comma and inside a string",
      ['{"id": "1",', '{"id": "1", "subj', lines(cloud)].join("\n"),
      [
        "events.ndjson, line 1, column 12: This is not JSON: the name of a property was expected, in double quotes.",
        "events.ndjson, line 2, column 13: This is not JSON: a string that …",
        "3: 2",
      ],
    ],
    [
      "an array without a comma",
      `[${lines(text)} ${lines(cloud)}]`,
      ["1: 1", `events.ndjson, line 1, column ${lines(text).length + 3}: A comma is missing before this.`, "1: 2"],
    ],
    [
      "an array that is not closed",
      `[\n${lines(text)},`,
      ["2: 1", "events.ndjson, line 1, column 1: This array is not closed."],
    ],
    [
      "an event without id",
      lines({ ...text, id: undefined }, text),
      ["events.ndjson, line 1: this is not an event: it has no id", "2: 1"],
    ],
    [
      "an element without anything",
      JSON.stringify([text, {}]),
      ["1: 1", "events.ndjson, line 1: element 2 of the array is not an event: it has no id and no eventType"],
    ],
    [
      "a CloudEvent without type",
      lines({ ...cloud, type: 7 }),
      ["events.ndjson, line 1: this is not an event: it has no type"],
    ],
    ["a number", "7", ["events.ndjson, line 1: this is not an event: an event is an object"]],
  ])("%s", async (_, content, read) => {
    expect(await readingOf(content)).toEqual(read);
    expect(await readingOf(content, whole)).toEqual(read);
  });
});

/** The events of a text. */
async function eventsOf(content: string): Promise<unknown[]> {
  async function* once() {
    yield content;
  }
  const events: unknown[] = [];
  for await (const item of readEvents(once(), "e")) {
    events.push(item.kind === "event" ? item.event : item.message);
  }
  return events;
}

const withData = (data: string) => `{"id":"1","eventType":"t","subject":"","eventTime":"","data":${data}}`;

test("odd values come through as they are", async () => {
  const odd = '{"id":"\\ud800","eventType":"t","subject":"","data":{"__proto__":{"a":1},"big":9007199254740993}}';
  expect(await readingOf(odd)).toEqual(["1: \ud800"]);
  const [event] = (await eventsOf(odd)) as [{ readonly data: object }];
  expect(Object.keys(event.data)).toEqual(["__proto__", "big"]);
  expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
});

test("numbers that a double would round keep their digits", async () => {
  const data =
    '{"a":9007199254740993,"b":-9007199254740993,"c":9007199254740992.0,"d":0.12345678901234567,"e":"12345678901234567"}';
  const exact = {
    a: "9007199254740993",
    b: "-9007199254740993",
    c: "9007199254740992",
    d: "0.12345678901234567",
    e: "12345678901234567",
  };
  const [event] = (await eventsOf(withData(data))) as [{ readonly data: object }];
  const texts = Object.entries(event.data).map(([name, value]) => [name, String(value)]);
  expect(Object.fromEntries(texts)).toEqual(exact);
  expect(JSON.stringify(event.data)).toBe(data.replace(".0", ""));
});

test.each([
  '{"a":9007199254740993}',
  '{ "a": 9007199254740993 }',
  '{"a":-9007199254740993}',
  "[9007199254740993]",
  "[1,9007199254740993]",
  "[\n9007199254740993]",
])("an integer that no double holds is seen by itself: %j", async (data) => {
  const [event] = (await eventsOf(withData(data))) as [{ readonly data: object }];
  expect(Object.values(event.data).map(String).at(-1)).toMatch(/^-?9007199254740993$/);
});

test("a value that is nested deeply is read, or told", async () => {
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  expect(await eventsOf(withData(deep))).toHaveLength(1);
  expect(await eventsOf(withData(`{"a":${deep},"b":9007199254740993}`))).toEqual([
    expect.stringMatching(/^e, line 1, column 1: .* nested too deeply /),
  ]);
});

test("a large array is read an element at a time", async () => {
  let given = 0;
  async function* endless() {
    yield "[";
    for (; given < 1_000; given += 1) yield `${lines(text)},`;
  }
  const reading = readEvents(endless(), "e");
  expect((await reading.next()).value).toMatchObject({ kind: "event" });
  expect(given).toBeLessThan(3);
  await reading.return();
});
