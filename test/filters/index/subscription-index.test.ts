import fc from "fast-check";
import { expect, test } from "vitest";
import { buildIndex } from "../../../infra/filters/index/subscription-index.ts";
import { anyEvent, anyFilter, anySemantics, similarFilters } from "../match/arbitraries.ts";
import { runDeliveryCases } from "../match/delivery-cases.ts";
import { naiveMatches } from "../match/naive.ts";

runDeliveryCases("an index of one subscription", ({ name, filter, event }) => {
  return buildIndex([{ name, filter }]).match(event).includes(name);
});

test("the index gives the names that a loop over a naive evaluator gives, in file order, whatever the options", () => {
  let matched = 0;
  fc.assert(
    fc.property(
      fc.oneof(fc.array(anyFilter, { maxLength: 60 }), similarFilters),
      fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
      anySemantics,
      (filters, events, semantics) => {
        const subscriptions = filters.map((filter, at) => ({ name: `s${at}`, filter }));
        const index = buildIndex(subscriptions, semantics);
        for (const event of events) {
          const expected = subscriptions.filter(({ filter }) => naiveMatches(filter, event, semantics));
          matched += expected.length;
          expect(index.match(event)).toEqual(expected.map(({ name }) => name));
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(matched, "filters and events of this world meet often").toBeGreaterThan(1_000);
});
