import fc from "fast-check";
import { expect, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { isExactPayload } from "../../src/catalog/payloads/exact-payload.ts";
import type { Field, Fields } from "../../src/catalog/payloads/field.ts";
import { payloadTables } from "../../src/catalog/payloads/payload-tables.ts";
import { payloadSchema } from "../../src/catalog/payloads/schema.ts";
import { canonicalPayload } from "../../src/catalog/payloads/spellings.ts";
import { samplesOf } from "../../src/catalog/samples.ts";

/** Values of a field, mostly right ones: other spellings, nulls, wrong kinds and unknown names among them. */
function fieldValue(field: Field): fc.Arbitrary<unknown> {
  const inner = (fields: Fields = {}): fc.Arbitrary<unknown> => payloadOf(fields);
  const right: fc.Arbitrary<unknown> = {
    string: fc.string(),
    number: fc.integer(),
    boolean: fc.boolean(),
    "string-or-number": fc.oneof(fc.string(), fc.integer()),
    strings: fc.array(fc.string(), { maxLength: 2 }),
    object: field.map === "string" ? fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }) : inner(field.fields),
    objects: fc.array(inner(field.fields), { maxLength: 2 }),
    unknown: fc.anything({ maxDepth: 1 }),
  }[field.kind];
  return fc.oneof({ weight: 12, arbitrary: right }, fc.constantFrom<unknown>(null, undefined, 7, "text", [], {}, true));
}

function payloadOf(fields: Fields): fc.Arbitrary<unknown> {
  const entries = Object.entries(fields).map(([name, field]) => {
    const { spellings = [] } = field;
    const named = fc.oneof(
      { weight: 12, arbitrary: fc.constant(name) },
      fc.constantFrom(name, name.toUpperCase(), ...spellings),
    );
    const present = fc.tuple(named, fieldValue(field)).map((entry) => [entry]);
    return fc.oneof({ weight: field.optional === true ? 2 : 12, arbitrary: present }, fc.constant([]));
  });
  const other = fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    fc
      .tuple(fc.constantFrom("other", "__proto__", "constructor"), fc.anything({ maxDepth: 1 }))
      .map((entry) => [entry]),
  );
  return fc.tuple(...entries, other).map((all) => {
    const object = {};
    for (const [name, value] of all.flat() as [string, unknown][]) {
      Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
    }
    return object;
  });
}

test.each(eventTypeNames)("what is called exact is what the schema makes of it: %s", (type) => {
  const table: Fields = payloadTables[type];
  fc.assert(
    fc.property(payloadOf(table), (made) => {
      // As an event arrives: what JSON cannot hold is gone.
      const data: unknown = JSON.parse(JSON.stringify(made));
      if (!isExactPayload(table, data)) return;
      const canonical = canonicalPayload(table, data);
      expect(canonical.renamed).toEqual([]);
      expect(payloadSchema(type).parse(canonical.data)).toStrictEqual(data);
    }),
    { numRuns: 30 },
  );
});

test("most published samples of today are exact, so the quick way is taken", () => {
  const samples = eventTypeNames.flatMap((type) =>
    samplesOf(type)
      .filter(({ envelope }) => envelope === "eventgrid")
      .map(({ payload }) => isExactPayload(payloadTables[type], (payload as { readonly data?: unknown }).data)),
  );
  expect(samples.length).toBeGreaterThan(50);
  expect(samples.filter(Boolean).length / samples.length).toBeGreaterThan(0.5);
});
