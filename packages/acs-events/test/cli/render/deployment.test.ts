import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderDeployment, renderDeploymentStep, statusLine } from "../../../src/cli/render/deployment.ts";
import type { DeploymentProgress, StackResult, StackToDeploy } from "../../../src/deployment/deploy-stacks.ts";
import { reportOf } from "../../../src/deployment/report.ts";

const result = (stack: string, fate: Partial<StackResult> = {}): StackResult => ({
  stack,
  outcome: "done",
  created: false,
  changes: { same: 3 },
  attempts: 1,
  seconds: 4.25,
  reasons: [],
  ...fate,
});

const support = { stack: "prod-support" };
const finished = (fate: Partial<StackResult>): DeploymentProgress<StackToDeploy> => ({
  kind: "finished",
  stack: support,
  result: result("prod-support", fate),
});
const line = (step: DeploymentProgress<StackToDeploy>, preview = false, isTerminal = false) => {
  const text = renderDeploymentStep(step, preview, isTerminal);
  return text === undefined ? undefined : stripVTControlCharacters(text);
};

describe("a line about a stack", () => {
  test.each<[string, DeploymentProgress<StackToDeploy>, string]>([
    ["that begins", { kind: "running", stack: support, attempt: 1 }, "  prod-support begins"],
    ["that begins again", { kind: "running", stack: support, attempt: 2 }, "  prod-support begins again, attempt 2"],
    [
      "that waits",
      {
        kind: "waiting",
        stack: support,
        attempt: 1,
        milliseconds: 1_730,
        reason: "the stack is locked by mira@build-7",
      },
      "  prod-support waits 1.7 s: the stack is locked by mira@build-7",
    ],
    [
      "that is deployed",
      finished({ changes: { same: 12, delete: 1, create: 2, replace: 1, update: 3 } }),
      "✓ prod-support 2 created, 3 updated, 1 replaced, 1 deleted, 12 unchanged (4.3 s)",
    ],
    ["without subscriptions", finished({ changes: {}, seconds: 240 }), "✓ prod-support no event subscriptions (240 s)"],
    [
      "that failed",
      finished({ outcome: "failed", reasons: ["policy team-quota: too many\nAsk for more.", "and more"] }),
      "✗ prod-support failed: policy team-quota: too many",
    ],
    ["that was interrupted", finished({ outcome: "stopped" }), "– prod-support interrupted"],
    ["that never began", finished({ outcome: "stopped", attempts: 0 }), "– prod-support not deployed"],
  ])("%s", (_, step, expected) => {
    expect(line(step)).toBe(expected);
  });

  test("of a preview says what would be", () => {
    expect(line(finished({ changes: { create: 1, same: 2 } }), true)).toBe(
      "✓ prod-support 1 to create, 2 unchanged (4.3 s)",
    );
    expect(line(finished({ outcome: "stopped", attempts: 0 }), true)).toBe("– prod-support not previewed");
  });

  test("on a terminal, what runs is said by the line below", () => {
    expect(line({ kind: "running", stack: support, attempt: 1 }, false, true)).toBeUndefined();
    const status = statusLine(3);
    const one = (kind: "running" | "waiting" | "finished", stack: string) =>
      status({ kind, stack: { stack }, attempt: 1, milliseconds: 1, reason: "", result: result(stack) });
    expect([
      one("running", "a"),
      one("running", "b"),
      one("waiting", "a"),
      one("finished", "b"),
      one("running", "a"),
      one("finished", "a"),
      one("finished", "c"),
    ]).toEqual([
      "0 of 3 · running: a",
      "0 of 3 · running: a, b",
      "0 of 3 · running: b · waiting: a",
      "1 of 3 · waiting: a",
      "1 of 3 · running: a",
      "2 of 3",
      "",
    ]);
  });
});

describe("the report", () => {
  const printed = (stacks: readonly StackResult[], preview = false): string =>
    stripVTControlCharacters(renderDeployment(reportOf({ environment: "prod", preview }, stacks, 61.04)));

  test("is a table, why some failed, and a sentence", () => {
    const stacks = [
      result("prod-support", { attempts: 3 }),
      result("prod-billing", { created: true, changes: { create: 2 } }),
      result("prod-sales", { outcome: "failed", changes: {}, reasons: ["refused\nfor good", "and more"] }),
      result("prod-care", { outcome: "stopped", changes: { create: 1 } }),
      result("prod-press", { outcome: "stopped", changes: {}, attempts: 0 }),
    ];
    expect(printed(stacks)).toBe(`stack         outcome       event subscriptions  attempts  time
prod-support  deployed      3 unchanged          3         4.3 s
prod-billing  created       2 created                      4.3 s
prod-sales    failed        –                              4.3 s
prod-care     interrupted   1 created                      4.3 s
prod-press    not deployed  –

prod-sales
  refused
  for good
  and more

2 of 5 stacks deployed, 1 failed, 2 not, in 61.0 s.`);
  });

  test("of a preview says which stacks are not there yet", () => {
    const stacks = [
      result("prod-support", { changes: { update: 1 } }),
      result("prod-billing", { created: true, changes: { create: 2 }, seconds: 0.31 }),
    ];
    expect(printed(stacks, true)).toBe(`stack         outcome    event subscriptions  attempts  time
prod-support  previewed  1 to update                    4.3 s
prod-billing  new        2 to create                    0.3 s

2 of 2 stacks previewed, in 61.0 s.`);
  });
});
