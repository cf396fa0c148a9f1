import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mostSteps } from "../../src/filter-sets/budget.ts";
import {
  answerOfAll,
  type Budget,
  budgetOf,
  contradiction,
  documentedAnswers,
  filterRelation,
  redundantConditions,
} from "../../src/filter-sets/index.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { aFilter, smsReceived, smsReport } from "./a-filter.ts";

interface Pair {
  readonly a: Filter;
  readonly b: Filter;
}

/**
 * Pairs of legal filters that took longest of 20,000 random ones with long words of few letters on subjects and on what
 * the subject says as well, and one that a report gave.
 */
const pairs = JSON.parse(readFileSync(new URL("data/slow-questions.json", import.meta.url), "utf8")) as readonly Pair[];

/** A quarter of what a question may cost: nearly all of these pairs need more, which the whole of it hides of some. */
const steps = mostSteps / 4;

/** A budget that counts what is taken from it. */
function counting(): { readonly budget: () => Budget; readonly taken: () => number } {
  let taken = 0;
  return {
    budget: () => {
      const inner = budgetOf(steps);
      return {
        spend: (some) => {
          taken += some;
          inner.spend(some);
        },
      };
    },
    taken: () => taken,
  };
}

/** The last step may take more than is left. */
const slack = 1.2;

describe("one budget for a whole question", () => {
  test("there are slow pairs", () => expect(pairs.length).toBeGreaterThan(5));

  test.each(pairs.map((pair, index) => [index, pair] as const))(
    "slow pair %d stays within it, and says what it could not decide",
    (_, { a, b }) => {
      const relation = counting();
      const { relation: kind, reason } = filterRelation(a, b, { budget: relation.budget });
      if (kind === "undecided") expect(reason).toMatch(/\w/);
      // The relation with what is documented is one question, and the options that decide it another.
      expect(relation.taken()).toBeLessThan(2 * slack * steps);
      for (const [passing, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const asked = counting();
        const answers = documentedAnswers(
          { passing: [{ filter: passing }], notPassing: [{ filter: other }] },
          { budget: asked.budget },
        );
        expect(asked.taken()).toBeLessThan(slack * steps);
        for (const each of answers) if (each.answer === "undecided") expect(each.reason).toMatch(/\w/);
      }
      const checked = counting();
      contradiction(a, { universe: "documented-events", budget: checked.budget });
      redundantConditions(a, { budget: checked.budget });
      expect(checked.taken()).toBeLessThan(2 * slack * steps);
    },
  );

  test("what is spent leaves the question undecided, with the reason, and never says none", () => {
    const base = aFilter({ eventTypes: [smsReceived, smsReport], subjectBeginsWith: "/phonenumber/1" });
    const head = aFilter({ eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/12" });
    const full = filterRelation(base, head);
    for (let few = 0; few < 400; few += 7) {
      const budget = () => budgetOf(few);
      const { relation, reason } = filterRelation(base, head, { budget });
      expect(relation === "undecided" ? reason : relation).toBe(
        relation === "undecided"
          ? `the question takes more than ${few} steps, after which the search stops`
          : full.relation,
      );
      const question = { passing: [{ filter: base }], notPassing: [{ filter: head }] } as const;
      expect(answerOfAll(documentedAnswers(question, { budget }))).not.toBe("none");
    }
  });

  test("types that were answered before the budget was spent keep their answers", () => {
    const question = { passing: [{ filter: aFilter() }], notPassing: [] } as const;
    const answers = documentedAnswers(question, { budget: () => budgetOf(2_000) });
    expect(answers[0]?.answer).toBe("some");
    expect(answers.at(-1)).toMatchObject({
      answer: "undecided",
      reason: "the question takes more than 2000 steps, after which the search stops",
    });
  });
});
