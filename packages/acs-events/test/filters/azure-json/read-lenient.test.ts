import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locateFilter, readFilter, readLenient } from "../../../src/filters/azure-json/index.ts";

/** From "Event handling in Azure Communication Services" (2020), as it is printed there: a member, a trailing comma. */
const article = `"filter": {
  "includedEventTypes": [
    "Microsoft.Communication.SMSReceived",
    "Microsoft.Communication.SMSDeliveryReportReceived"
  ],
  "subjectBeginsWith": "phonenumber/1555",
}`;

test("the filter of the article is read as it is printed", () => {
  const read = readLenient(article);
  if (!read.ok) throw new Error(read.message);
  const located = locateFilter(read.json);
  expect(located?.path).toBe("filter");
  expect(readFilter(located?.json).filter).toMatchObject({
    eventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.SMSDeliveryReportReceived"],
    subjectBeginsWith: "phonenumber/1555",
  });
  expect(read.findings).toMatchInlineSnapshot(`
    [
      {
        "id": "json-not-strict",
        "level": "info",
        "message": "This is a member without the object around it; it was read all the same, but Azure and its tools take strict JSON only.",
        "path": "",
      },
    ]
  `);
});

test.each([
  ["strict JSON", '{"a": [1, "x", null]}', { a: [1, "x", null] }],
  ["a byte order mark", '\uFEFF{"a": 1}', { a: 1 }],
  ["trailing commas", '{"a": [1, 2,],}', { a: [1, 2] }],
  ["comments", '// why\n{"a": 1 /* because */}', { a: 1 }],
  ["a member", '"a": 1', { a: 1 }],
  ["members with a trailing comma", '"a": 1, "b": 2,', { a: 1, b: 2 }],
  ["a member between comments", '/* a */ "a": 1 // b', { a: 1 }],
  ["a string that is no member", '"a"', "a"],
])("reads %s", (_, text, json) => {
  expect(readLenient(text)).toMatchObject({ ok: true, json });
});

test("properties called like a part of every object are only properties", () => {
  const read = readLenient('{"__proto__": {"admin": true},}');
  if (!read.ok) throw new Error(read.message);
  expect(Object.entries(read.json as object)).toEqual([["__proto__", { admin: true }]]);
  expect(Object.getPrototypeOf(read.json)).toBe(Object.prototype);
});

describe("malformed JSON says what and where", () => {
  test.each([
    ["", "There is no JSON in it.", 1, 1],
    ['{\n  "a": 1\n  "b": 2\n}', "This is not JSON: a comma was expected.", 3, 3],
    ['"a": 1 "b": 2', "This is not JSON: a comma was expected.", 1, 8],
    ['{\r\n"a": tru\r\n}', "This is not JSON: a word that JSON does not have; strings are in double quotes.", 2, 6],
    ["{'a': 1}", "This is not JSON: a word that JSON does not have; strings are in double quotes.", 1, 2],
    ['{"a" 1}', "This is not JSON: a colon was expected.", 1, 6],
    ["[1, 2", "This is not JSON: a closing ] was expected.", 1, 6],
    ['{"a": 1', "This is not JSON: a closing } was expected.", 1, 8],
    ['{"a": 1}}', "This is not JSON: the JSON had ended before this.", 1, 9],
    ['{"a": "x\ny"}', "This is not JSON: a string that is not closed.", 1, 7],
    ['{"a": "\\q"}', "This is not JSON: an escape that JSON does not have.", 1, 7],
    ["[".repeat(200_000), "The JSON is nested too deeply to be read.", 1, 1],
  ])("%.30j", (text, message, line, column) => {
    expect(readLenient(text)).toEqual({ ok: false, message, line, column });
  });
});

test("no text makes it throw, and JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const read = readLenient(text);
      let parsed: { json: unknown } | undefined;
      try {
        parsed = { json: JSON.parse(text) };
      } catch {}
      if (parsed !== undefined) expect(read).toEqual({ ok: true, json: parsed.json, findings: [] });
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["the filter itself", { subjectBeginsWith: "a" }, "filter"],
  ["a body", { name: "x", filter: { subjectBeginsWith: "a" } }, "filter"],
  ["a body of the REST interface", { properties: { filter: { subjectBeginsWith: "a" } } }, "properties.filter"],
])("the filter is found in %s", (_, json, path) => {
  expect(locateFilter(json)).toEqual({ json: { subjectBeginsWith: "a" }, path });
});

test.each([[null], [[]], ["x"], [{}], [{ name: "x" }]])("there is no filter in %j", (json) => {
  expect(locateFilter(json)).toBeUndefined();
});
