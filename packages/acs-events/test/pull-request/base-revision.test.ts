import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acsEventsProgram } from "../sample-project.ts";
import { type Ended, runProgram, type TemporaryRepository, temporaryRepository } from "./temporary-repository.ts";

let its: TemporaryRepository;
/** Revisions whose plan is not committed: one that works, one whose team file throws. */
let planless: string;
let throwing: string;
const teamFile = "infra/teams/support.ts";

beforeAll(() => {
  its = temporaryRepository();
  const first = its.git("rev-parse", "HEAD");
  its.git("rm", "--quiet", "-r", "infra/plans/dev");
  planless = its.commit("Take the plan out");
  its.edit(teamFile, "export default team(", 'throw new Error("the numbers are not known yet");\nexport default team(');
  throwing = its.commit("Throw");
  its.git("checkout", "--quiet", first);
});
afterAll(() => its.remove());
beforeEach(() => its.git("checkout", "--quiet", "--force", "main~2"));

const review = (...args: readonly string[]): Promise<Ended> =>
  runProgram(process.execPath, [acsEventsProgram, "review", ...args], { cwd: its.folder });

describe("a base without a committed plan", () => {
  test("is made of its team files, by the tool that runs now; no worktree is left", async () => {
    its.edit(teamFile, 'phoneNumber(stack.value("supportNumbers"))', 'phoneNumber("15551")');
    const { status, stdout, stderr } = await review(planless);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(stdout).toContain("support-inbound-sms");
    expect(its.git("worktree", "list").split("\n")).toHaveLength(1);
  });

  test("whose team file fails: the reason, and whose file it was", async () => {
    const { status, stdout, stderr } = await review(throwing);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(
      `The revision ${throwing} has no plan of the stack "dev" (infra/plans/dev), and its team files do not make one:`,
    );
    expect(stderr).toContain("the numbers are not known yet");
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
  });

  test("without a project in it: one line", async () => {
    const tree = its.git("mktree");
    const empty = its.git("commit-tree", tree, "-m", "Something else");
    const { status, stdout, stderr } = await review(empty);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^There is no Pulumi\.yaml at that revision in \S+\.\n$/);
  });
});

test("two branches that each add a team merge without a conflict, and the plan of both is right", async () => {
  const base = its.git("rev-parse", "HEAD");
  const add = async (team: string, number: string): Promise<string> => {
    its.git("checkout", "--quiet", "--force", "-B", team, base);
    writeFileSync(
      join(its.folder, `infra/teams/${team}.ts`),
      `import { smsInbox, team } from "#acs-events";\n\nexport default team("${team}", { owner: "${team}@contoso.example" }, () => [\n  ...smsInbox("inbox", { numbersBeginWith: ["${number}"], endpoint: "support-queue" }),\n]);\n`,
    );
    const written = await runProgram(process.execPath, [acsEventsProgram, "plan", "--write"], { cwd: its.folder });
    expect(written.stdout).toContain(`infra/plans/dev/${team}.json written; commit it.`);
    return its.commit(`Add ${team}`);
  };
  await add("care", "1206");
  const billing = await add("billing", "1425");
  its.git("checkout", "--quiet", "care");
  its.git("merge", "--quiet", "--no-edit", billing);
  const again = await runProgram(process.execPath, [acsEventsProgram, "plan", "--write"], { cwd: its.folder });
  expect(again.stdout).toBe("infra/plans/dev was up to date.\n");
});
