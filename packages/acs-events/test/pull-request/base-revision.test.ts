import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Ended,
  environment,
  runProgram,
  type TemporaryRepository,
  temporaryRepository,
} from "./temporary-repository.ts";

let its: TemporaryRepository;
/** Revisions whose plan is not committed: one that works, one whose team file throws, one that never ends. */
let planless: string;
let throwing: string;
let endless: string;
const plan = "infra/plans/dev.json";
const teamFile = "infra/teams/support.ts";

beforeAll(() => {
  its = temporaryRepository();
  const first = its.git("rev-parse", "HEAD");
  its.git("rm", "--quiet", plan);
  planless = its.commit("Take the plan out");
  its.edit(teamFile, "export default team(", 'throw new Error("the numbers are not known yet");\nexport default team(');
  throwing = its.commit("Throw");
  its.git("checkout", "--quiet", planless, "--", teamFile);
  its.edit(
    teamFile,
    "export default team(",
    `import { writeFileSync } from "node:fs";
writeFileSync(process.env["STARTED"] ?? "", String(process.pid));
await new Promise(() => setInterval(() => {}, 1000));
export default team(`,
  );
  endless = its.commit("Never end");
  its.git("checkout", "--quiet", first);
});
afterAll(() => its.remove());
beforeEach(() => its.git("checkout", "--quiet", "--force", "main~3"));

const review = (...args: readonly string[]): Promise<Ended> =>
  runProgram(process.execPath, ["cli/acs-events.js", "review", ...args], {
    cwd: its.folder,
    env: { TMPDIR: its.temporary, TEMP: its.temporary },
  });

function expectNoWorktree(): void {
  expect(its.git("worktree", "list").split("\n")).toHaveLength(1);
  expect(readdirSync(its.temporary).filter((name) => name.startsWith("acs-events-base-"))).toEqual([]);
}

describe("a base without a committed plan", () => {
  test("is made by its own code, in a worktree that is gone afterwards", async () => {
    its.edit(teamFile, 'phoneNumber(stack.value("supportNumbers"))', 'phoneNumber("15551")');
    const { status, stdout, stderr } = await review(planless);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(stdout).toContain("support-inbound-sms narrowed");
    expectNoWorktree();
  });

  test("whose code fails: one line that says so, and whose code it was", async () => {
    expect(await review(throwing)).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(
        new RegExp(
          `^The revision ${throwing} has no plan of the stack "dev" \\(infra/plans/dev.json\\), and its own code cannot make one: [^\\n]*the numbers are not known yet[^\\n]*\\n$`,
        ),
      ),
    });
    expectNoWorktree();
  });

  test("where the stack is new in the change: all of it is added", async () => {
    writeFileSync(join(its.folder, "Pulumi.next.yaml"), readFileSync(join(its.folder, "Pulumi.dev.yaml"), "utf8"));
    const { status, stdout, stderr } = await review("HEAD", "--stack", "next", "--format", "json");
    const misspelt = await review("HEAD", "--stack", "nxet");
    rmSync(join(its.folder, "Pulumi.next.yaml"));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { summary } = JSON.parse(stdout) as { summary: Record<string, unknown> };
    expect(summary).toMatchObject({ subscriptions: { base: 0 }, removed: 0, changed: 0, errors: 0 });
    expect(summary["added"]).toBeGreaterThan(0);
    expect(misspelt).toMatchObject({ status: 1, stdout: "" });
    expectNoWorktree();
  });

  test("of another layout: one line", async () => {
    const tree = its.git("mktree");
    const empty = its.git("commit-tree", tree, "-m", "Something else");
    expect(await review(empty)).toEqual({
      status: 1,
      stdout: "",
      stderr: `The revision ${empty} has no plan of the stack "dev" (infra/plans/dev.json) and no cli/acs-events.js to make one with; give a revision that has this repository's layout.\n`,
    });
  });

  test("the worktree and what runs there are gone after Ctrl-C", async () => {
    const started = join(its.temporary, "started");
    const child = spawn(process.execPath, ["cli/acs-events.js", "review", endless], {
      cwd: its.folder,
      env: environment({ TMPDIR: its.temporary, TEMP: its.temporary, STARTED: started }),
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    while (!existsSync(started) || readFileSync(started, "utf8") === "") await new Promise((go) => setTimeout(go, 20));
    expect(its.git("worktree", "list").split("\n")).toHaveLength(2);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expectNoWorktree();
    const inner = Number(readFileSync(started, "utf8"));
    // A killed process may still be waiting for its end to be noticed.
    for (let left = 100; left > 0 && isAlive(inner); left--) await new Promise((go) => setTimeout(go, 20));
    expect(isAlive(inner)).toBe(false);
    rmSync(started);
  });
});

describe("bad input", () => {
  test("no such revision", async () => {
    expect(await review("origin/nowhere")).toEqual({
      status: 1,
      stdout: "",
      stderr:
        'There is no file "origin/nowhere", and no git revision of that name; give either, or - for standard input.\n',
    });
  });

  test.each([
    ["the same name", "support-inbound-sms", 'two subscriptions named "support-inbound-sms"'],
    [
      "names that differ in case",
      "Support-Inbound-SMS",
      '"support-inbound-sms" and "Support-Inbound-SMS", one name to Azure',
    ],
  ])("%s twice in base", async (_, name, what) => {
    const subscriptions = JSON.parse(readFileSync(join(its.folder, plan), "utf8")) as Record<string, unknown>[];
    const twice = subscriptions.find((one) => one["name"] === "support-inbound-sms");
    writeFileSync(join(its.folder, plan), JSON.stringify([...subscriptions, { ...twice, name }]));
    const base = its.commit("Twice");
    expect(await review(base)).toEqual({
      status: 1,
      stdout: "",
      stderr: `${base}:infra/plans/dev.json has ${what}; a review compares by name, so give each its own.\n`,
    });
  });

  test.each([
    [
      "a preview that failed",
      { steps: [], diagnostics: [{ severity: "error", message: "<{%reset%}>no such\nstack<{%reset%}>\n" }] },
      "is a preview that failed, so it does not show the whole change: no such stack\n",
    ],
    [
      "a preview that failed before its first step",
      { config: {}, diagnostics: [{ severity: "error", message: "boom" }] },
      "is a preview that failed, so it does not show the whole change: boom\n",
    ],
  ])("%s", async (_, preview, message) => {
    const file = join(its.temporary, "preview.json");
    writeFileSync(file, JSON.stringify(preview));
    expect(await review(file)).toEqual({ status: 1, stdout: "", stderr: `${file} ${message}` });
  });

  test("half a preview", async () => {
    const file = join(its.temporary, "preview.json");
    writeFileSync(file, '{"steps": [');
    const { status, stderr } = await review(file);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${file}, line 1, column \\d+: This is not JSON: .*\\n$`));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
