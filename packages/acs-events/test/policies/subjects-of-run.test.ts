import { expect, test } from "vitest";
import { createSubjects } from "../../src/policies/subjects-of-run.ts";

test("rules share a subject until one of them asks again", () => {
  let made = 0;
  const subjects = createSubjects<number>();
  const ask = (what: string, rule: string) => subjects.of(what, rule, () => ++made);
  expect([ask("a", "first"), ask("a", "second"), ask("b", "first"), ask("a", "third")]).toEqual([1, 1, 2, 1]);
  // Handed over anew: the first to ask makes it, and the others get that one.
  expect([ask("a", "first"), ask("a", "second"), ask("b", "second")]).toEqual([3, 3, 2]);
});
