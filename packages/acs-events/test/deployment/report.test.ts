import { expect, test } from "vitest";
import type { StackResult } from "../../src/deployment/deploy-stacks.ts";
import { exitStatusOf, reportOf } from "../../src/deployment/report.ts";

const result = (outcome: StackResult["outcome"]): StackResult => ({
  stack: "prod-support",
  outcome,
  created: false,
  changes: {},
  attempts: 1,
  seconds: 1,
  reasons: [],
});

test.each([
  { outcomes: ["done", "done"], summary: { done: 2, failed: 0, stopped: 0 }, status: 0 },
  { outcomes: ["done", "failed"], summary: { done: 1, failed: 1, stopped: 0 }, status: 2 },
  { outcomes: ["failed", "stopped", "done"], summary: { done: 1, failed: 1, stopped: 1 }, status: 130 },
] as const)("$outcomes: exit status $status", ({ outcomes, summary, status }) => {
  const report = reportOf({ environment: "prod", preview: false }, outcomes.map(result), 2.5);
  expect(report).toEqual({
    environment: "prod",
    preview: false,
    stacks: outcomes.map(result),
    summary: { ...summary, seconds: 2.5 },
  });
  expect(exitStatusOf(report)).toBe(status);
});
