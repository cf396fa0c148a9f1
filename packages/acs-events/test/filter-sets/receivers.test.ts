import fc from "fast-check";
import { expect, test } from "vitest";
import { indexReceivers } from "../../src/filter-sets/index.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { shareEventTypes } from "../../src/filters/listed-event-types.ts";
import { aFilter } from "./a-filter.ts";

const eventTypes = fc.oneof(
  fc.constant("All" as const),
  fc.array(fc.constantFrom("Microsoft.A", "Microsoft.B", "microsoft.a", "All"), { maxLength: 3 }),
);
const subjectBeginsWith = fc.string({ unit: fc.constantFrom("a", "A", "b", "/"), maxLength: 4 });
const filters = fc.record({ eventTypes, subjectBeginsWith, isSubjectCaseSensitive: fc.boolean() }).map(aFilter);

test("finds every receiver that may get a common event, and no other, in their order", () => {
  fc.assert(
    fc.property(fc.array(filters, { maxLength: 12 }), filters, (others, asked) => {
      const receivers = others.map((filter, position) => ({ position, filter }));
      const found = indexReceivers(receivers).overlapping(asked);
      const expected = receivers.filter(({ filter }) => shareEventTypes(filter, asked) && meet(filter, asked));
      expect(found).toEqual(expected);
    }),
  );
});

function meet(a: Filter, b: Filter): boolean {
  const [ofA, ofB] = [a, b].map(({ subjectBeginsWith: prefix }) => prefix.toUpperCase());
  return ofA !== undefined && ofB !== undefined && (ofA.startsWith(ofB) || ofB.startsWith(ofA));
}
