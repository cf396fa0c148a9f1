import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { repository } from "../../cli/repository.ts";
import { commentOf, type RecordingServer, recordingServer } from "./recording-server.ts";
import { type Ended, runProgram } from "./temporary-repository.ts";

const marker = "<!-- acs-events-review dev -->";
const path = "/repos/contoso/events/issues/7/comments";
let place: string;
let server: RecordingServer;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "acs-events-comment-"));
  server = await recordingServer();
});
afterAll(async () => {
  await server.close();
  rmSync(place, { recursive: true });
});
beforeEach(() => {
  server.reset();
  for (const folder of ["report", "github"]) {
    rmSync(join(place, folder), { recursive: true, force: true });
    mkdirSync(join(place, folder));
  }
});

const finding = (subscription: string, level: string) => ({
  subscription,
  id: "dead-letter-missing",
  level,
  message: "Nobody keeps <b>what</b> @support cannot take.",
});
const changed = { status: 0, out: JSON.stringify({ changes: [{ subscription: "support-texts" }] }) };
const unchanged = { status: 0, out: JSON.stringify({ changes: [] }) };
const markdown = { status: 0, out: "## 1 subscription: 1 changed\n\n**`support-texts` narrowed**\n" };
const fine = { status: 0, out: JSON.stringify({ findings: [] }) };

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err?: string;
}
interface Situation {
  readonly left: Readonly<Record<string, Outcome>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly head?: { readonly full_name: string } | null;
  readonly event?: unknown;
}

/** Runs the step of the action as a runner does, for a pull request, with what the steps before it left. */
function comment({ left, env = {}, head = { full_name: "contoso/events" }, event }: Situation): Promise<Ended> {
  for (const [name, { status, out, err = "" }] of Object.entries(left)) {
    writeFileSync(join(place, "report", `${name}.status`), `${status}\n`);
    writeFileSync(join(place, "report", `${name}.out`), out);
    writeFileSync(join(place, "report", `${name}.err`), err);
  }
  writeFileSync(join(place, "report", "base"), "1111111aaaaaaa\n");
  writeFileSync(join(place, "report", "head"), "2222222bbbbbbb\n");
  const request = { number: 7, head: { repo: head }, base: { repo: { full_name: "contoso/events" } } };
  writeFileSync(join(place, "github", "event.json"), JSON.stringify(event ?? { pull_request: request }));
  return runProgram(process.execPath, [join(repository, ".github/actions/review/comment.mjs")], {
    cwd: place,
    env: {
      STACK: "dev",
      FAIL_ON: "error",
      COMMENT: "true",
      REPORT: join(place, "report"),
      GITHUB_TOKEN: "a-token-of-github",
      GITHUB_API_URL: server.url,
      GITHUB_REPOSITORY: "contoso/events",
      GITHUB_EVENT_PATH: join(place, "github", "event.json"),
      GITHUB_STEP_SUMMARY: join(place, "github", "summary"),
      GITHUB_OUTPUT: join(place, "github", "output"),
      ...env,
    },
  });
}

function written(name: "summary" | "output"): string | undefined {
  try {
    return readFileSync(join(place, "github", name), "utf8");
  } catch {
    return undefined;
  }
}

describe("one comment, updated in place", () => {
  test("is written where something changes", async () => {
    const { status, stdout, stderr } = await comment({ left: { check: fine, review: changed, markdown } });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "1 subscription: 1 changed\nComment written: https://github.com/contoso/events/pull/7#issuecomment-1\n",
      stderr: "",
    });
    expect(server.requests).toEqual([
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
    expect(written("summary")).toBeUndefined();
    expect(written("output")).toBe("changes=1\nstatus=0\n");
  });

  test("is found again among many, by marker, stack and author, and changed", async () => {
    for (let id = 1; id <= 100; id++) server.comments.push(commentOf(id, "Looks good to me"));
    server.comments.push(
      commentOf(101, `${marker}\n## Mine`, "somebody"),
      commentOf(102, "<!-- acs-events-review prod -->\n## Of another stack"),
      commentOf(103, `> ${marker}\nquoted`),
      commentOf(104, `${marker}\n## Before`),
    );
    const { stdout } = await comment({ left: { check: fine, review: changed, markdown } });
    expect(stdout).toContain("Comment updated: https://github.com/contoso/events/pull/7#issuecomment-104\n");
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${path}?per_page=100&page=1`,
      `GET ${path}?per_page=100&page=2`,
      "PATCH /repos/contoso/events/issues/comments/104",
    ]);
    expect(server.comments.at(-1)?.body).toContain("## 1 subscription: 1 changed");
  });

  test("is not written where nothing changes", async () => {
    const { status, stdout } = await comment({ left: { check: fine, review: unchanged } });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "No subscription changes\nNothing changes; no comment.\n",
    });
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("says so where nothing changes any more", async () => {
    server.comments.push(commentOf(1, `${marker}\n## 1 subscription: 1 changed`));
    await comment({ left: { check: fine, review: unchanged } });
    expect(server.comments).toEqual([
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
    const { status, stdout } = await comment({ left: { check: fine, review: changed, markdown }, ...situation });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `1 subscription: 1 changed\n${why}\n` });
    expect(server.requests).toEqual([]);
    expect(written("summary")).toBe(`## 1 subscription: 1 changed

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
    server.failWith(code, text);
    const { status, stdout, stderr } = await comment({
      left: { check: fine, review: { ...changed, status: 2 }, markdown },
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(stdout).toBe(
      `1 subscription: 1 changed\n::warning::The comment could not be written: ${message}\nThe report is in the summary of the job.\n`,
    );
    expect(written("summary")).toContain("**`support-texts` narrowed**");
  });

  test("GitHub does not answer at all", async () => {
    const { status, stdout } = await comment({
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
    expect(await comment({ left, env: { FAIL_ON: failOn, COMMENT: "false" } })).toMatchObject({ status });
  });
});

describe("what the comment says", () => {
  const said = async (situation: Situation): Promise<string> => {
    await comment({ ...situation, env: { ...situation.env, COMMENT: "false" } });
    return written("summary") ?? "";
  };

  test("what the check finds: openly of what changes or fails, folded of what was there before", async () => {
    const findings = [
      finding("support-texts", "warning"),
      finding("billing-texts", "warning"),
      finding("care-texts", "error"),
      finding("", "warning"),
      finding("support-texts", "info"),
    ];
    const check = { status: 2, out: JSON.stringify({ findings }) };
    expect(await said({ left: { check, review: changed, markdown } })).toContain(`
### Check

- ⚠️ \`support-texts\`: Nobody keeps &lt;b&gt;what&lt;/b&gt; \\@support cannot take. <sub>dead-letter-missing</sub>
- 🛑 \`care-texts\`: Nobody keeps &lt;b&gt;what&lt;/b&gt; \\@support cannot take. <sub>dead-letter-missing</sub>
- ⚠️ Nobody keeps &lt;b&gt;what&lt;/b&gt; \\@support cannot take. <sub>dead-letter-missing</sub>

<details><summary>1 more in subscriptions that do not change</summary>

- ⚠️ \`billing-texts\`: Nobody keeps &lt;b&gt;what&lt;/b&gt; \\@support cannot take. <sub>dead-letter-missing</sub>

</details>
`);
  });

  test("why there is no review, once, in the words of the command, which cannot break out of their fence", async () => {
    const broken = { status: 1, out: "", err: "The stack has 1 problem\n```\n@everyone\n" };
    const text = await said({ left: { check: broken, review: broken } });
    expect(text).toBe(`## The event subscriptions could not be reviewed

\`\`\`\`
The stack has 1 problem
\`\`\`
@everyone
\`\`\`\`

<sub>Stack dev, 2222222 against 1111111.</sub>
`);
  });

  test("what the preview comes to, and folded what it printed, without a secret", async () => {
    const out =
      "Previewing update (dev):\n + token hunter2-hunter2\n\nResources:\n    + 2 to create\n    3 unchanged\n\nPolicies:\n    all passed\n";
    const text = await said({
      left: { check: fine, review: changed, markdown, preview: { status: 0, out } },
      env: { ARM_CLIENT_SECRET: "hunter2-hunter2" },
    });
    expect(text).toContain("### Preview\n\nResources: + 2 to create, 3 unchanged.\n\n<details>");
    expect(text).toContain(" + token ***\n");
    expect(text).not.toContain("hunter2");
  });

  test("that the preview failed, which fails the step", async () => {
    const preview = { status: 255, out: "", err: "error: mandatory policy violated" };
    const { status } = await comment({ left: { check: fine, review: unchanged, preview } });
    expect(status).toBe(1);
    expect(server.comments[0]?.body).toContain("`pulumi preview` failed.");
    expect(server.comments[0]?.body).toContain("error: mandatory policy violated");
  });

  test("no more than GitHub takes, with the end of the preview kept", async () => {
    const out = `begin\n${"💬 a line of a long preview\n".repeat(10_000)}the end`;
    const long = { status: 0, out: `## Many\n\n${"x".repeat(40_000)}\n` };
    await comment({ left: { check: fine, review: changed, markdown: long, preview: { status: 0, out } } });
    const text = server.comments[0]?.body ?? "";
    expect(text.length).toBeGreaterThan(60_000);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("… the middle is left out …");
    expect(text).toContain("the end\n```");
    expect(text.isWellFormed()).toBe(true);
  });
});
