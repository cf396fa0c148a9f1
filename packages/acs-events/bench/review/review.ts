/**
 * Reviews as whole processes of the installed package, with their peak memory: a large change, and recorded events replayed
 * through it. The median of three runs after one that is not counted. Run with `npm run bench -- --only reviews`.
 */
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { renderFilter } from "../../src/filters/azure-json/index.ts";
import { type BenchRow, report } from "../case.ts";
import { installedProject } from "../installed-package.ts";
import { mixed } from "../matching/scenario.ts";

const project = await installedProject();
const folder = mkdtempSync(join(tmpdir(), "acs-events-bench-"));
const peak = "peak memory in KiB: ";
/** Loaded before the command: tells at its end how much memory it had at most. */
const watch = `data:text/javascript,${encodeURIComponent(
  `process.on("exit", () => console.error("${peak}" + process.resourceUsage().maxRSS));`,
)}`;

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

function run(args: readonly string[]): Cost {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", watch, project.program, ...args], {
    cwd: project.folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - start) / 1_000;
  const kibibytes = Number(stderr.split(peak)[1]?.trim());
  if (status === 1 || Number.isNaN(kibibytes)) throw new Error(`acs-events ${args.join(" ")} failed: ${stderr}`);
  return { seconds, megabytes: (kibibytes * 1_024) / 1_000_000 };
}

function median(args: readonly string[]): Cost {
  run(args);
  const costs = Array.from({ length: 3 }, () => run(args));
  const middle = (of: (cost: Cost) => number): number => costs.map(of).toSorted((a, b) => a - b)[1] ?? 0;
  return { seconds: middle(({ seconds }) => seconds), megabytes: middle(({ megabytes }) => megabytes) };
}

const scenario = mixed(1_000, 1_000);

/** Subscriptions before and after a change of every tenth of them, as two files. */
function changed({ subscriptions }: ReturnType<typeof mixed>): readonly [string, string] {
  const before = subscriptions.map(({ name, filter }) => ({ name, filter: renderFilter(filter) }));
  const after = before.map((one, index) =>
    index % 10 === 0
      ? { ...one, filter: { ...one.filter, subjectBeginsWith: `${one.filter.subjectBeginsWith}5` } }
      : one,
  );
  const files = ["before", "after"].map((side) => join(folder, `${side}-${before.length}.json`));
  const [base = "", head = ""] = files;
  writeFileSync(base, JSON.stringify(before));
  writeFileSync(head, JSON.stringify(after));
  return [base, head];
}

const [base, head] = changed(scenario);

const events = join(folder, "events.ndjson");
const file = createWriteStream(events);
for (let round = 0; round < 100; round += 1) {
  const lines = scenario.events.map((event, index) => JSON.stringify({ ...event, id: `${round}-${index}` }));
  if (!file.write(`${lines.join("\n")}\n`))
    await new Promise((drained) => file.once("drain", () => drained(undefined)));
}
file.end();
await finished(file);

function rows(work: string, goal: Cost, { seconds, megabytes }: Cost): BenchRow[] {
  return [
    {
      work,
      result: `${seconds.toFixed(2)} s`,
      goal: `under ${goal.seconds} s`,
      reached: seconds < goal.seconds,
    },
    {
      work: "its peak memory",
      result: `${megabytes.toFixed(0)} MB`,
      goal: `under ${goal.megabytes} MB`,
      reached: megabytes < goal.megabytes,
    },
  ];
}

const large = median(["review", base, head, "--format", "json"]);
const largest = median(["review", ...changed(mixed(10_000, 1)), "--format", "json"]);
const replayed = median(["review", base, head, "--format", "json", "--events", events]);
rmSync(folder, { recursive: true });
await project.remove();
report([
  ...rows("review of 1,000 subscriptions, 100 of them changed", { seconds: 0.6, megabytes: 200 }, large),
  ...rows("review of 10,000 subscriptions, 1,000 of them changed", { seconds: 4, megabytes: 500 }, largest),
  ...rows("the first, replaying 100,000 events", { seconds: 2, megabytes: 300 }, replayed),
]);
