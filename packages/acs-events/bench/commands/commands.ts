/** Whole commands of the installed package, as processes of their own: what a person waits for. The median of five runs after one that is not counted. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderFilter } from "../../src/filters/azure-json/index.ts";
import { type BenchRow, medianTime, report } from "../case.ts";
import { install, installedProject } from "../installed-package.ts";
import { mixed } from "../matching/scenario.ts";
import { makeTeams } from "../program/teams.ts";
import { benchFolder, copyRepository } from "../repository-copy.ts";
import { terraformPlan } from "./terraform-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "acs-events-bench-"));
const write = (name: string, content: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
};
const set = (count: number) =>
  mixed(count, 10).subscriptions.map(({ name, filter }) => ({ name, filter: renderFilter(filter) }));

const small = write("small.json", set(5));
const large = write("large.json", set(1_000));
const changed = write(
  "changed.json",
  set(1_000).map((one, index) =>
    index % 10 === 0
      ? { ...one, filter: { ...one.filter, subjectBeginsWith: `${one.filter.subjectBeginsWith}5` } }
      : one,
  ),
);
const terraform = write("plan.json", terraformPlan(mixed(1_000, 10).subscriptions));
const events = write("events.json", mixed(5, 10).events);

const many = await benchFolder();
await copyRepository(many, makeTeams(500, 40));
const manyTeams = { folder: many, program: await install(many) };
const project = await installedProject();

/** What it is, the goal in seconds, the project, and the arguments. */
const cases: readonly (readonly [string, number, typeof manyTeams, ...string[]])[] = [
  ["--help", 0.15, project, "--help"],
  ["check, 5 subscriptions", 0.3, project, "check", small],
  ["match, 5 subscriptions, 10 events", 0.3, project, "match", "--subscriptions", small, "--events", events],
  ["review, 5 subscriptions", 0.3, project, "review", small, small],
  ["check, 1,000 subscriptions", 1, project, "check", large],
  ["check, a Terraform plan of 1,000 subscriptions", 1, project, "check", terraform],
  ["review, 1,000 subscriptions, 100 of them changed", 1, project, "review", large, changed, "--format", "json"],
  ["plan, 500 subscriptions of 40 teams", 0.5, manyTeams, "plan"],
];

const rows = cases.map(([work, goal, { folder, program }, ...args]): BenchRow => {
  const seconds =
    medianTime(() => {
      const { status, error } = spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        maxBuffer: 1 << 28,
      });
      if (error !== undefined || status === 1) throw new Error(`acs-events ${args.join(" ")} failed`);
    }) / 1_000;
  return {
    work: `acs-events ${work}`,
    result: `${seconds.toFixed(2)} s`,
    goal: `under ${goal} s`,
    reached: seconds < goal,
  };
});
rmSync(folder, { recursive: true });
await project.remove();
await rm(many, { recursive: true, maxRetries: 3 });
report(rows);
