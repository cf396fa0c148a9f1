/** Whole commands, as processes of their own: what a person waits for. The median of five runs after one that is not counted. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../../cli/repository.ts";
import { renderFilter } from "../../infra/filters/arm/index.ts";
import { type BenchRow, medianTime, report } from "../case.ts";
import { mixed } from "../matching/scenario.ts";

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
const events = write("events.json", mixed(5, 10).events);

const cases: readonly (readonly [string, number, ...string[]])[] = [
  ["--help", 0.15, "--help"],
  ["check, 5 subscriptions", 0.4, "check", small],
  ["match, 5 subscriptions, 10 events", 0.4, "match", "--subscriptions", small, "--events", events],
  ["review, 5 subscriptions", 0.4, "review", small, small],
  ["check, 1,000 subscriptions", 1, "check", large],
  ["review, 1,000 subscriptions, 100 of them changed", 1, "review", large, changed, "--format", "json"],
];

const rows = cases.map(([work, goal, ...args]): BenchRow => {
  const seconds =
    medianTime(() => {
      const { status, error } = spawnSync(process.execPath, [join(repository, "cli/acs-events.js"), ...args], {
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
report(rows);
