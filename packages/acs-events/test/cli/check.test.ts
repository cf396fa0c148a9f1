import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { acsEvents } from "./command-line.ts";

describe("check", () => {
  test("the article's filter, pasted as it stands there: it can never match, and what would", async () => {
    const file = join(import.meta.dirname, "data", "article-filter.txt");
    const { status, stdout } = await acsEvents(["check", file, "--format", "json"]);
    expect(status).toBe(2);
    const { findings } = JSON.parse(stdout) as { findings: Record<string, unknown>[] };
    expect(findings.filter(({ level }) => level === "error")).toEqual([
      {
        subscription: "(unnamed)",
        id: "subject-prefix-never-matches",
        level: "error",
        message: expect.stringContaining('"phonenumber/1555"'),
        path: "filter.subjectBeginsWith",
        value: "phonenumber/1555",
        fix: "/phonenumber/1555",
        page: "docs/reference/findings/subject-prefix-never-matches.md",
      },
    ]);
  });

  test("the project's plan has no error and no warning", async () => {
    const { status, stdout } = await acsEvents(["check", "--fail-on", "warning"]);
    expect(status).toBe(0);
    expect(stdout).toContain("4 subscriptions checked: 5 info");
  });

  test.each([
    ["no JSON", "{ nope", /^standard input, line 1, column 3: This is not JSON: /],
    [
      "no subscriptions",
      '{"a":1}',
      /^standard input: There are no event subscriptions in this: it is an object with "a"\. Accepted are\n- /,
    ],
  ])("%s: exit status 1 and what is accepted", async (_, input, message) => {
    const { status, stdout, stderr } = await acsEvents(["check", "-"], input);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
