import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { planFiles, readCommittedPlan, stalePlanFiles, writePlanFiles } from "../../src/project/committed-plan.ts";
import { planOf } from "../../src/project/plan-of.ts";
import { sampleProject } from "../sample-project.ts";

let root: string;
let plan: Plan;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "acs-events-plans-"));
  plan = await planOf(sampleProject, "dev");
});
afterEach(() => rm(root, { recursive: true, force: true }));

const withoutTeam = (team: string): Plan => ({
  ...plan,
  subscriptions: plan.subscriptions.filter((one) => one.team !== team),
});

test("one file a team; lines in a team file may move without a change of it", () => {
  const files = planFiles(plan);
  expect([...files.keys()]).toEqual(["infra/plans/dev/moderation.json", "infra/plans/dev/support.json"]);
  expect(plan.subscriptions[0]?.declaredAt).toEqual({ file: "infra/teams/moderation.ts", line: expect.any(Number) });
  expect([...files.values()].join("")).not.toContain("declaredAt");
});

describe("writing", () => {
  test("what is written is read again, and written once", async () => {
    expect(await writePlanFiles(root, plan)).toEqual([...planFiles(plan).keys()]);
    expect(readCommittedPlan(root, "dev")?.files).toEqual([...planFiles(plan)].map(([file, text]) => ({ file, text })));
    expect(stalePlanFiles(root, plan)).toEqual([]);
    expect(await writePlanFiles(root, plan)).toEqual([]);
  });

  test("the file of a team that is gone goes, and nobody else's changes", async () => {
    await writePlanFiles(root, plan);
    expect(await writePlanFiles(root, withoutTeam("support"))).toEqual(["infra/plans/dev/support.json"]);
    expect(await readdir(join(root, "infra/plans/dev"))).toEqual(["moderation.json"]);
  });

  test("a team that comes in changes no other file", async () => {
    await writePlanFiles(root, withoutTeam("support"));
    expect(stalePlanFiles(root, plan)).toEqual(["infra/plans/dev/support.json"]);
  });

  test("the one file that a stack had before 0.2 is read, and replaced", async () => {
    await mkdir(join(root, "infra/plans"), { recursive: true });
    await writeFile(join(root, "infra/plans/dev.json"), "[]\n");
    expect(readCommittedPlan(root, "dev")).toEqual({ files: [{ file: "infra/plans/dev.json", text: "[]\n" }] });
    await writePlanFiles(root, plan);
    expect(await readdir(join(root, "infra/plans"))).toEqual(["dev"]);
    expect(await readFile(join(root, "infra/plans/dev/support.json"), "utf8")).toContain("support-inbound-sms");
  });

  test("a plan of a later format is not read, and not written over", async () => {
    await writePlanFiles(root, plan);
    const file = join(root, "infra/plans/dev/support.json");
    const later = '{ "planFormat": 2, "subscriptions": [] }\n';
    await writeFile(file, later);
    const sentence =
      "infra/plans/dev/support.json has the plan format 2, and this version of acs-events knows format 1. Install the version that wrote it: npm install acs-events@latest";
    expect(() => readCommittedPlan(root, "dev")).toThrow(sentence);
    await expect(writePlanFiles(root, plan)).rejects.toThrow(sentence);
    expect(await readFile(file, "utf8")).toBe(later);
  });

  test("a stack without subscriptions has no plan", async () => {
    await writePlanFiles(root, plan);
    await writePlanFiles(root, { ...plan, subscriptions: [] });
    expect(readCommittedPlan(root, "dev")).toBeUndefined();
  });
});
