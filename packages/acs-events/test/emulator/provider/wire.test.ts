import fc from "fast-check";
import { expect, test } from "vitest";
import { Struct } from "../../../src/emulator/provider/protobuf.ts";
import { fromWire, toWire } from "../../../src/emulator/provider/wire.ts";

/** What a program can hand over; no key "__proto__", which protobuf's own reader does not take for a key. */
const properties = fc.object({
  key: fc.stringMatching(/^[a-c.]{1,3}$/),
  values: [fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)],
  maxDepth: 3,
  maxKeys: 4,
});

test("properties survive the way to the engine and back, but for nulls", () => {
  fc.assert(
    fc.property(properties, (given) => {
      expect(fromWire(toWire(given))).toEqual(withoutNulls(given));
    }),
    { numRuns: 200 },
  );
});

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, withoutNulls(one)]])),
  );
}

test("what is undefined is omitted, and stays a gap in a list", () => {
  expect(fromWire(toWire({ a: undefined, b: { c: undefined }, d: [1, undefined] }))).toEqual({ b: {}, d: [1, null] });
});

test("secrets are opened wherever they stand", () => {
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value: { url: "https://a.example" },
  };
  const message = Struct.fromJavaScript({ destination: secret, list: [secret] });
  expect(fromWire(message)).toEqual({
    destination: { url: "https://a.example" },
    list: [{ url: "https://a.example" }],
  });
});

test("no message is no properties", () => {
  expect(fromWire(undefined)).toEqual({});
});
