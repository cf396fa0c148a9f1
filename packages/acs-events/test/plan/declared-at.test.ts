import { expect, test } from "vitest";
import { declaredAt, findFrame } from "../../src/plan/declared-at.ts";

const root = new URL("file:///projects/contoso/");
const frame = (path: string, line: number, from: URL = root): string =>
  `    at declare (${new URL(path, from).href}:${line}:3)`;
const tool = new URL("../../src/", import.meta.url);
const find = (stack: string) => findFrame(stack, [root.href]);

test("the first frame in a team file is the place", () => {
  const stack = [
    "Error",
    frame("plan/subscription.ts", 40, tool),
    frame("plan/templates/sms-inbox.ts", 12, tool),
    frame("infra/teams/support.ts", 7),
    frame("plan/plan.ts", 90, tool),
  ].join("\n");
  expect(find(stack)).toEqual({ file: "infra/teams/support.ts", line: 7 });
});

test("a frame without function name, with a query, or as a path", () => {
  const { href, pathname } = new URL("infra/teams/support.ts", root);
  expect(find(`    at ${href}:7:3`)).toEqual({ file: "infra/teams/support.ts", line: 7 });
  expect(find(`    at ${href}?again:8:3`)).toEqual({ file: "infra/teams/support.ts", line: 8 });
  expect(find(`    at async ${pathname}:9:3`)).toEqual({ file: "infra/teams/support.ts", line: 9 });
});

test.each([
  ["nothing of the project", "    at run (file:///elsewhere/infra/teams/support.ts:7:3)"],
  ["Node itself", "    at node:internal/modules/run_main:123:12"],
  ["a dependency", frame("node_modules/zod/index.js", 7)],
  ["no stack", ""],
])("%s is no place", (_, stack) => {
  expect(find(stack)).toBeUndefined();
});

test("this very line is found, also where stack traces are switched off, and they stay so", () => {
  const limit = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = 0;
    expect(declaredAt()?.file).toBe("test/plan/declared-at.test.ts");
    expect(Error.stackTraceLimit).toBe(0);
  } finally {
    Error.stackTraceLimit = limit;
  }
});

test("of two projects, one inside the other, the inner one has the place", () => {
  const inner = new URL(".acs-events/revisions/1234/", root);
  expect(findFrame(frame("infra/teams/support.ts", 3, inner), [root.href, inner.href])).toEqual({
    file: "infra/teams/support.ts",
    line: 3,
  });
});

test("on Windows, and in CommonJS, a frame has a path", () => {
  expect(findFrame("    at declare (C:\\contoso\\infra\\index.ts:4:1)", ["file:///C:/contoso/"])).toEqual({
    file: "infra/index.ts",
    line: 4,
  });
});
