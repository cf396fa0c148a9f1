import fc from "fast-check";
import { expect, test } from "vitest";
import { compileFilter, matches } from "../../../infra/filters/match/matches.ts";
import { anyEvent, anyFilter, anySemantics } from "./arbitraries.ts";
import { runDeliveryCases } from "./delivery-cases.ts";
import { naiveMatches } from "./naive.ts";

runDeliveryCases("matches", ({ filter, event }) => matches(filter, event));
runDeliveryCases("compileFilter", ({ filter, event, schema }) => compileFilter(filter, undefined, schema)(event));

test("matches agrees with a naive evaluator, whatever the options", () => {
  let matched = 0;
  fc.assert(
    fc.property(
      anyFilter,
      fc.array(anyEvent, { minLength: 1, maxLength: 8 }),
      anySemantics,
      (filter, events, semantics) => {
        const passes = compileFilter(filter, semantics);
        for (const event of events) {
          const expected = naiveMatches(filter, event, semantics);
          if (expected) matched += 1;
          expect(matches(filter, event, semantics)).toBe(expected);
          expect(passes(event)).toBe(expected);
        }
      },
    ),
    { numRuns: 3_000 },
  );
  expect(matched, "filters and events of this world meet often").toBeGreaterThan(1_000);
});
