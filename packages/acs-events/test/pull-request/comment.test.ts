import { describe, expect, test } from "vitest";
import { changed, commentStep, fine, markdown, unchanged } from "./comment-step.ts";
import { commentOf } from "./recording-server.ts";

const marker = "<!-- acs-events-review dev -->";
const path = "/repos/contoso/events/issues/7/comments";
const step = await commentStep();

describe("one comment, updated in place", () => {
  test("is written where something changes", async () => {
    const { status, stdout, stderr } = await step.run({ left: { check: fine, review: changed, markdown } });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "1 subscription: 1 changed\nComment written: https://github.com/contoso/events/pull/7#issuecomment-1\n",
      stderr: "",
    });
    expect(step.server.requests).toEqual([
      {
        method: "GET",
        path: `${path}?per_page=100&page=1`,
        authorization: "Bearer a-token-of-github",
        body: undefined,
      },
      {
        method: "POST",
        path,
        authorization: "Bearer a-token-of-github",
        body: {
          body: `${marker}
## 1 subscription: 1 changed

**\`support-texts\` narrowed**

<sub>Stack dev, 2222222 against 1111111. This comment is kept up to date.</sub>
`,
        },
      },
    ]);
    expect(step.written("summary")).toBeUndefined();
    expect(step.written("output")).toBe("changes=1\nstatus=0\n");
  });

  test("is found again among many, by marker, stack and author, and changed", async () => {
    for (let id = 1; id <= 100; id++) step.server.comments.push(commentOf(id, "Looks good to me"));
    step.server.comments.push(
      commentOf(101, `${marker}\n## Mine`, "somebody"),
      commentOf(102, "<!-- acs-events-review prod -->\n## Of another stack"),
      commentOf(103, `> ${marker}\nquoted`),
      commentOf(104, `${marker}\n## Before`),
    );
    const { stdout } = await step.run({ left: { check: fine, review: changed, markdown } });
    expect(stdout).toContain("Comment updated: https://github.com/contoso/events/pull/7#issuecomment-104\n");
    expect(step.server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${path}?per_page=100&page=1`,
      `GET ${path}?per_page=100&page=2`,
      "PATCH /repos/contoso/events/issues/comments/104",
    ]);
    expect(step.server.comments.at(-1)?.body).toContain("## 1 subscription: 1 changed");
  });

  test("is not written where nothing changes", async () => {
    const { status, stdout } = await step.run({ left: { check: fine, review: unchanged } });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "No subscription changes\nNothing changes; no comment.\n",
    });
    expect(step.server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("says so where nothing changes any more", async () => {
    step.server.comments.push(commentOf(1, `${marker}\n## 1 subscription: 1 changed`));
    await step.run({ left: { check: fine, review: unchanged } });
    expect(step.server.comments).toEqual([
      commentOf(
        1,
        `${marker}
## No subscription changes

The event subscriptions of the stack \`dev\` are as they were.

<sub>Stack dev, 2222222 against 1111111. This comment is kept up to date.</sub>
`,
      ),
    ]);
  });
});

describe("the summary of the job instead of a comment", () => {
  test.each([
    [
      "a fork",
      { head: { full_name: "somebody/events" } },
      "The pull request comes from a fork, whose token may not comment; the report is in the summary of the job.",
    ],
    [
      "a fork that is gone",
      { head: null },
      "The pull request comes from a fork, whose token may not comment; the report is in the summary of the job.",
    ],
    ["a push", { event: { after: "2222222" } }, "This is no pull request; the report is in the summary of the job."],
    ["comment: false", { env: { COMMENT: "false" } }, "No comment is wanted; the report is in the summary of the job."],
  ])("%s", async (_, situation, why) => {
    const { status, stdout } = await step.run({ left: { check: fine, review: changed, markdown }, ...situation });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `1 subscription: 1 changed\n${why}\n` });
    expect(step.server.requests).toEqual([]);
    expect(step.written("summary")).toBe(`## 1 subscription: 1 changed

**\`support-texts\` narrowed**

<sub>Stack dev, 2222222 against 1111111.</sub>
`);
  });

  test.each([
    [
      403,
      '{"message":"Resource not accessible by integration"}',
      `GitHub answered 403 to GET ${path}: Resource not accessible by integration`,
    ],
    [500, "<html>\noops</html>", `GitHub answered 500 to GET ${path}`],
  ])("GitHub answers %i: one line, and the status of the review is kept", async (code, text, message) => {
    step.server.failWith(code, text);
    const { status, stdout, stderr } = await step.run({
      left: { check: fine, review: { ...changed, status: 2 }, markdown },
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(stdout).toBe(
      `1 subscription: 1 changed\n::warning::The comment could not be written: ${message}\nThe report is in the summary of the job.\n`,
    );
    expect(step.written("summary")).toContain("**`support-texts` narrowed**");
  });

  test("GitHub does not answer at all", async () => {
    const { status, stdout } = await step.run({
      left: { check: fine, review: changed, markdown },
      env: { GITHUB_API_URL: "http://127.0.0.1:1" },
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n::warning::The comment could not be written: GET \S+ got no answer \(.+\)\n/);
  });
});

describe("the status is that of the level which the repository chose", () => {
  test.each([
    ["error", 0, 0, 0],
    ["error", 2, 0, 2],
    ["warning", 0, 2, 2],
    ["never", 2, 2, 0],
    ["never", 1, 0, 1],
    ["error", 0, 1, 1],
  ])("fail-on %s, check %i, review %i: %i", async (failOn, check, review, status) => {
    const left = {
      check: { ...fine, status: check, err: "no" },
      review: { ...unchanged, status: review, err: "no" },
      ...(review === 2 ? { markdown } : {}),
    };
    expect(await step.run({ left, env: { FAIL_ON: failOn, COMMENT: "false" } })).toMatchObject({ status });
  });
});
