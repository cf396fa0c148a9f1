/**
 * `npm run bench`: every case in a process of its own, one table. A ratio within one process holds when the machine's
 * speed drifts; a time does not. `--only WORD` runs the cases whose name has the word in it.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { renderTable } from "../src/cli/render/table.ts";
import type { BenchRow } from "./case.ts";

const run = promisify(execFile);

/** Name, file and arguments; a new case is a new line. */
const cases: readonly (readonly [string, string, ...string[]])[] = [
  ["matching 35", "matching/matching.ts", "mixed", "35"],
  ["matching 1000", "matching/matching.ts", "mixed", "1000"],
  ["matching 10000", "matching/matching.ts", "mixed", "10000"],
  ["matching alike", "matching/matching.ts", "alike", "5000"],
  ["matching alike negative", "matching/matching.ts", "alike, all but one", "5000"],
  ["sets", "sets/relation.ts"],
  ["commands", "commands/commands.ts"],
  ["reviews", "review/review.ts"],
  ["preview and up", "program/program.ts"],
  ["policies", "policies/policies.ts"],
  ["handlers", "handlers/handlers.ts"],
  ["handlers worker", "handlers/worker.ts"],
  ["local Azure", "delivery/delivery.ts"],
  ["rehearsal", "delivery/rehearsal.ts"],
  ["redeploy", "delivery/redeploy.ts"],
];

const { values } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean", short: "h" } } });
if (values.help === true) {
  console.log(
    `npm run bench [-- --only WORD]\n\nCases: ${cases.map(([name]) => name).join(", ")}\nThe method is in docs/internals/benchmarks.md.`,
  );
} else {
  const chosen = cases.filter(([name]) => name.includes(values.only ?? ""));
  if (chosen.length === 0) {
    console.error(`No case has "${values.only}" in its name; there are ${cases.map(([name]) => name).join(", ")}.`);
    process.exit(1);
  }
  const rows: BenchRow[] = [];
  for (const [name, file, ...args] of chosen) {
    process.stderr.write(`${name} …\n`);
    const { stdout } = await run(process.execPath, [
      "--expose-gc",
      fileURLToPath(new URL(file, import.meta.url)),
      ...args,
    ]);
    rows.push(...(JSON.parse(stdout) as BenchRow[]));
  }
  console.log(
    renderTable(
      ["work", "result", "goal", ""],
      rows.map(({ work, result, goal, reached }) => [work, result, goal, reached ? "✓" : "missed"]),
    ),
  );
  if (rows.some(({ reached }) => !reached)) process.exitCode = 2;
}
