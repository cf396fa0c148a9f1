import { expect, test } from "vitest";
import { declaredAt, findFrame } from "../../src/plan/declared-at.ts";

const root = new URL("../../../../", import.meta.url);
const frame = (path: string, line: number): string => `    at declare (${new URL(path, root).href}:${line}:3)`;

test("the first frame in a team file is the place", () => {
  const stack = [
    "Error",
    frame("infra/subscriptions/subscription.ts", 40),
    frame("infra/subscriptions/templates/sms-inbox.ts", 12),
    frame("infra/teams/support.ts", 7),
    frame("infra/subscriptions/plan.ts", 90),
  ].join("\n");
  expect(findFrame(stack)).toEqual({ file: "infra/teams/support.ts", line: 7 });
});

test("a frame without function name, with a query, or as a path", () => {
  const { href, pathname } = new URL("infra/teams/support.ts", root);
  expect(findFrame(`    at ${href}:7:3`)).toEqual({ file: "infra/teams/support.ts", line: 7 });
  expect(findFrame(`    at ${href}?again:8:3`)).toEqual({ file: "infra/teams/support.ts", line: 8 });
  expect(findFrame(`    at async ${pathname}:9:3`)).toEqual({ file: "infra/teams/support.ts", line: 9 });
});

test.each([
  ["nothing of this repository", "    at run (file:///elsewhere/infra/teams/support.ts:7:3)"],
  ["Node itself", "    at node:internal/modules/run_main:123:12"],
  ["a dependency", frame("node_modules/zod/index.js", 7)],
  ["no stack", ""],
])("%s is no place", (_, stack) => {
  expect(findFrame(stack)).toBeUndefined();
});

test("this very line is found, also where stack traces are switched off, and they stay so", () => {
  const limit = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = 0;
    expect(declaredAt()?.file).toBe("test/subscriptions/declared-at.test.ts");
    expect(Error.stackTraceLimit).toBe(0);
  } finally {
    Error.stackTraceLimit = limit;
  }
});
