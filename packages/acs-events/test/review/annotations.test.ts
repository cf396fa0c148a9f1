import { expect, test } from "vitest";
import { renderAnnotations } from "../../src/review/annotations.ts";
import type { Review } from "../../src/review/change.ts";

const review: Review = {
  schemaVersion: 1,
  changes: [
    {
      subscription: "a",
      kind: "changed",
      filter: { relation: "narrowed", lost: null, gained: null },
      routes: { base: null, head: null },
      findings: [
        { id: "filter-narrowed", level: "warning", message: "100%: a,\r\nb" },
        { id: "filter-same", level: "info", message: "the same" },
      ],
      declaredAt: { file: "infra/teams/a,b:100%.ts", line: 3 },
    },
    {
      subscription: "b",
      kind: "removed",
      filter: { relation: "narrowed", lost: null, gained: null },
      routes: { base: null, head: null },
      findings: [{ id: "events-unreceived", level: "error", message: "::error::nobody" }],
    },
  ],
  summary: {
    subscriptions: { base: 2, head: 1 },
    added: 0,
    removed: 1,
    changed: 1,
    errors: 1,
    warnings: 1,
    accepted: 0,
  },
};

test("one command a finding, escaped, the most severe first; what has no line points elsewhere", () => {
  expect(renderAnnotations(review, "infra/plans/dev.json").split("\n")).toEqual([
    "::error file=infra/plans/dev.json,line=1,title=b%3A events-unreceived::::error::nobody",
    "::warning file=infra/teams/a%2Cb%3A100%25.ts,line=3,title=a%3A filter-narrowed::100%25: a,%0D%0Ab",
    "::notice file=infra/teams/a%2Cb%3A100%25.ts,line=3,title=a%3A filter-same::the same",
    "",
  ]);
});

test("nothing for nothing", () => {
  expect(renderAnnotations({ ...review, changes: [] }, "x")).toBe("");
});
