import fc from "fast-check";
import { expect, test } from "vitest";
import { eventTypes } from "../../src/catalog/event-types.ts";
import { parseSubject } from "../../src/catalog/subjects.ts";
import { withinBudget } from "../../src/filter-sets/budget.ts";
import { type Clause, type ClauseMode, satisfiesAll } from "../../src/filter-sets/clauses.ts";
import { documentedSubject } from "../../src/filter-sets/documented-subjects.ts";
import { commonText, subjectLanguages } from "../../src/filter-sets/languages.ts";
import { askQuestion } from "../../src/filter-sets/question.ts";
import { asItIs, holdsFor, type VariableCondition } from "../../src/filter-sets/variable-conditions.ts";
import { foldCase } from "../../src/filters/match/fold.ts";

const type = "Microsoft.Communication.RouterJobQueued";
const [template] = eventTypes[type].subjects;
const variables = ["jobId", "channelId", "queueId"];

const anyPart = fc.constantFrom("job", "JOB", "channel", "queue", "q1", "Q1", "q", "x", "1", "");
const anyWord = fc.oneof(
  fc.array(anyPart, { maxLength: 6 }).map((parts) => parts.join("/")),
  fc.tuple(anyPart, anyPart, anyPart).map(([job, queue, rest]) => `job/${job}1/channel/${rest}1/queue/${queue}`),
);
const clauseOf = (words: fc.Arbitrary<string>): fc.Arbitrary<Clause> =>
  fc
    .record({
      mode: fc.constantFrom<ClauseMode>("begins", "begins", "equals", "ends", "contains"),
      texts: fc.array(words, { minLength: 1, maxLength: 2 }),
      negative: fc.boolean(),
      exact: fc.boolean(),
    })
    .map(({ mode, texts, negative, exact }) => ({
      mode,
      negative,
      words: texts.map((text) => ({ text, folded: foldCase(text), exact: exact && mode !== "contains" })),
    }));
const anyCondition: fc.Arbitrary<VariableCondition> = fc.record({
  variable: fc.constantFrom(...variables),
  form: fc.constant(asItIs),
  clauses: fc.array(clauseOf(anyPart), { maxLength: 2 }),
});

test("a documented subject is found exactly where automata say that there is one", () => {
  const seen = { found: 0, none: 0 };
  fc.assert(
    fc.property(
      fc.array(clauseOf(anyWord), { maxLength: 3 }),
      fc.array(anyCondition, { maxLength: 3 }),
      (clauses, conditions) => {
        const question = askQuestion();
        const subject = withinBudget(() => documentedSubject(type, { clauses, conditions }, question));
        const byAutomata = withinBudget(() =>
          commonText(subjectLanguages(template, clauses, conditions, askQuestion()), question),
        );
        fc.pre(subject.kind !== "undecided" && byAutomata.kind !== "undecided");
        expect(subject.kind).toBe(byAutomata.kind);
        seen[subject.kind] += 1;
        if (subject.kind === "none") return;
        expect(satisfiesAll(clauses, subject.value, foldCase)).toBe(true);
        const values = parseSubject(type, subject.value)?.values;
        expect(conditions.every((one) => holdsFor(one, values?.[one.variable] ?? "", foldCase))).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
  expect(seen.found).toBeGreaterThan(30);
  expect(seen.none).toBeGreaterThan(30);
});
