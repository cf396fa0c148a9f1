import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderReview } from "../../src/cli/render/review.ts";
import { ruleNamed } from "../../src/policies/rules/index.ts";
import { renderAnnotations } from "../../src/review/annotations.ts";
import type { Review } from "../../src/review/change.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { renderMarkdown } from "../../src/review/markdown.ts";
import type { PolicyChanges } from "../../src/review/policy-changes.ts";
import { reviewSchema } from "../../src/review/review-schema.ts";
import { renderSarif } from "../../src/review/sarif.ts";
import { describedViolation, type PolicyViolation, withPolicies } from "../../src/review/violations.ts";
import { headline } from "../../src/review/wording.ts";
import { sha256 } from "./shared-review.ts";

const dropped: PolicyViolation = {
  id: "undelivered-events-kept",
  level: "error",
  subscription: "support-texts",
  message: "What cannot be delivered is dropped.",
  path: "deadLetterDestination",
};
const shadowed: PolicyViolation = {
  id: "filter-not-shadowed",
  level: "warning",
  subscription: "support-twice",
  message: 'Whatever it matches, "support-texts" matches as well.',
  path: "filter",
  related: "support-texts",
};
const unused: PolicyViolation = {
  id: "policy-exception-unused",
  level: "info",
  subscription: "support-texts",
  message: "The exception is not needed.",
  path: "team-quota.exceptions",
};

const places = new Map([["support-texts", { file: "infra/teams/support.ts", line: 12 }]]);
const described = (one: PolicyViolation) =>
  describedViolation(one, { declaredAt: (name) => places.get(name), hash: sha256 });

function reviewWith(added: readonly PolicyViolation[], removed: readonly PolicyViolation[] = [], more = {}): Review {
  const policies: PolicyChanges = { added: added.map(described), removed: removed.map(described), ...more };
  return withPolicies(compareSubscriptions([], []), policies);
}

test("what is added is counted, the most severe first; what is put right is not", () => {
  const { summary, policies } = reviewWith([unused, shadowed, dropped], [shadowed]);
  expect(policies?.added.map(({ id }) => id)).toEqual([dropped.id, shadowed.id, unused.id]);
  expect(summary).toMatchObject({ errors: 1, warnings: 1, changed: 0 });
});

test.each([
  [[dropped], [], "No subscription changes; adds 1 policy violation"],
  [[dropped, shadowed, unused], [shadowed], "No subscription changes; adds 2 policy violations, removes 1"],
  [[], [dropped], "No subscription changes; removes 1 policy violation"],
  [[unused], [], "No subscription changes"],
] as const)("the headline says it: %#", (added, removed, line) => {
  expect(headline(reviewWith(added, removed))).toBe(line);
});

test("the JSON is what its schema says", () => {
  const review = JSON.parse(JSON.stringify(reviewWith([dropped, shadowed], [unused], { undecided: "not in order" })));
  expect(reviewSchema.parse(review)).toEqual(review);
  expect(review.policies.added[0]).toEqual({
    ...dropped,
    fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
    declaredAt: { file: "infra/teams/support.ts", line: 12 },
  });
});

test("a fingerprint is of policy, subscription, place and the other subscription, not of the words", () => {
  const print = (change: Partial<PolicyViolation>) => described({ ...shadowed, ...change }).fingerprint;
  expect(print({ message: "In other words.", subscription: "SUPPORT-twice" })).toBe(print({}));
  const others = [print({ related: "a" }), print({ path: "a" }), print({ id: "a" }), print({ subscription: "a" })];
  expect(new Set([print({}), ...others]).size).toBe(5);
});

describe("printed", () => {
  const review = reviewWith([shadowed, dropped], [{ ...shadowed, subscription: "support-old" }]);

  test("as text", () => {
    expect(stripVTControlCharacters(renderReview(review))).toBe(
      `No subscription changes; adds 2 policy violations, removes 1

Policies
  ✗ support-texts: What cannot be delivered is dropped. undelivered-events-kept
  ! support-twice: Whatever it matches, "support-texts" matches as well. filter-not-shadowed
  ✓ put right: support-old: Whatever it matches, "support-texts" matches as well. filter-not-shadowed`,
    );
  });

  test("as text and Markdown where the base cannot be judged", () => {
    const open = reviewWith([], [], { undecided: "The policies of main are not in order." });
    expect(stripVTControlCharacters(renderReview(open))).toBe(
      "No subscription changes\n\nPolicies\n  ! The policies of main are not in order.",
    );
    expect(renderMarkdown(open)).toBe(
      "## No subscription changes\n\n### Policies\n\nThe policies of main are not in order.\n",
    );
  });

  test("as Markdown", () => {
    expect(renderMarkdown(review)).toBe(`## No subscription changes; adds 2 policy violations, removes 1

### Policies

What this change adds:

- 🛑 \`support-texts\`: What cannot be delivered is dropped. <sub>undelivered-events-kept</sub>
- ⚠️ \`support-twice\`: Whatever it matches, "support-texts" matches as well. <sub>filter-not-shadowed</sub>

What this change puts right:

- ✅ \`support-old\`: Whatever it matches, "support-texts" matches as well. <sub>filter-not-shadowed</sub>
`);
    const many = reviewWith(Array.from({ length: 25 }, (_, index) => ({ ...dropped, path: String(index) })));
    expect(renderMarkdown(many)).toContain("\n- and 5 more; `npx acs-events review` shows them\n");
  });

  test("as annotations, at the line in the team file; what is put right is none", () => {
    expect(renderAnnotations(review, "infra/plans/dev.json")).toBe(
      `::error file=infra/teams/support.ts,line=12,title=support-texts%3A undelivered-events-kept::What cannot be delivered is dropped.
::warning file=infra/plans/dev.json,line=1,title=support-twice%3A filter-not-shadowed::Whatever it matches, "support-texts" matches as well.
`,
    );
  });

  test("as SARIF, with the policy's own words", () => {
    const [run] = JSON.parse(renderSarif(reviewWith([dropped, unused]), "infra/plans/dev.json")).runs;
    const rules = run.results.map(({ ruleIndex }: { ruleIndex: number }) => run.tool.driver.rules[ruleIndex]);
    expect(rules.map(({ id }: { id: string }) => id)).toEqual([dropped.id, unused.id]);
    expect(rules[0]).toMatchObject({
      shortDescription: { text: ruleNamed(dropped.id)?.description },
      defaultConfiguration: { level: "error" },
    });
    expect(rules[1].defaultConfiguration).toEqual({ level: "note" });
  });
});
