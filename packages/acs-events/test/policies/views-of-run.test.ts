import { expect, test } from "vitest";
import { createViews } from "../../src/policies/views-of-run.ts";

test("rules share a view until one of them asks again", () => {
  let made = 0;
  const views = createViews<number>();
  const ask = (what: string, rule: string) => views.of(what, rule, () => ++made);
  expect([ask("a", "first"), ask("a", "second"), ask("b", "first"), ask("a", "third")]).toEqual([1, 1, 2, 1]);
  // Handed over anew: the first to ask makes it, and the others get that one.
  expect([ask("a", "first"), ask("a", "second"), ask("b", "second")]).toEqual([3, 3, 2]);
});
