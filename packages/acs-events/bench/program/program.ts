/**
 * This program beside a plain one with the same resources, both on the real engine and the local Azure: `pulumi preview`
 * of a stack that is not there yet, `pulumi up`, and then the preview of an unchanged stack, which is what people wait for
 * most: five times each in turn, the median of the ratios.
 * `--subscriptions N`, `--teams N` and `--runs N` for a shorter form; `--keep` leaves the folders.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findEngine } from "../../src/setup/engine.js";
import { type BenchRow, median, report } from "../case.ts";
import { benchFolder } from "../repository-copy.ts";
import { type Cost, runEngine } from "./engine-run.ts";
import { ourProject, plainProject } from "./projects.ts";
import { sameSubscriptions } from "./same-subscriptions.ts";
import { type AzureProcess, startAzure } from "./start-azure.ts";
import { makeTeams } from "./teams.ts";

const { values } = parseArgs({
  options: {
    subscriptions: { type: "string", default: "500" },
    teams: { type: "string", default: "40" },
    runs: { type: "string", default: "5" },
    keep: { type: "boolean", default: false },
  },
});
const count = Number(values.subscriptions);
const runs = Number(values.runs);

const engine = findEngine();
if (engine === undefined) throw new Error("there is no Pulumi engine; run `npm run setup`");

const folder = await benchFolder();
const azures: AzureProcess[] = [];

/** A local Azure of its own for each program: two topics of one name in one Azure would meet. */
async function azureForOne(): Promise<number> {
  const azure = await startAzure();
  azures.push(azure);
  return azure.port;
}

try {
  const teams = makeTeams(count, Number(values.teams));
  const programs = [
    { project: await ourProject(join(folder, "ours"), teams), port: await azureForOne() },
    { project: await plainProject(join(folder, "plain"), teams), port: await azureForOne() },
  ] as const;
  const run = async (at: 0 | 1, ...args: string[]) => {
    const { project, port } = programs[at];
    const result = await runEngine(project, engine, port, args);
    process.stderr.write(
      `  ${["ours ", "plain"][at]} ${args[0]}: ${result.seconds.toFixed(1)} s, ${mebibytes(result.whole)}, of which Node ${mebibytes(result.node)}\n`,
    );
    return result;
  };
  const inTurn = async (turns: number, ...args: string[]): Promise<readonly (readonly [Cost, Cost])[]> => {
    const costs: [Cost, Cost][] = [];
    for (let turn = 0; turn < turns; turn++) {
      // Who begins changes, so that neither always finds the machine as the other left it.
      const first = turn % 2 === 0 ? 0 : 1;
      const one = await run(first, ...args);
      const other = await run(first === 0 ? 1 : 0, ...args);
      costs.push(first === 0 ? [one, other] : [other, one]);
    }
    return costs;
  };
  for (const at of [0, 1] as const)
    await runEngine(programs[at].project, engine, programs[at].port, ["stack", "init", "dev"]);
  const first = await inTurn(1, "preview");
  const up = await inTurn(1, "up", "--yes", "--skip-preview");
  await sameSubscriptions(programs[0].project, programs[1].project, count);
  const unchanged = await inTurn(runs, "preview", "--expect-no-changes");

  report([...rows("unchanged preview", unchanged, 0.5), ...rows("first preview", first), ...rows("up", up)]);
} finally {
  for (const azure of azures) azure.stop();
  if (!values.keep) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** One row for time and one for the memory of all processes, as a share of what the plain program takes. */
function rows(work: string, costs: readonly (readonly [Cost, Cost])[], goal?: number): BenchRow[] {
  const row = (what: string, of: (cost: Cost) => number, show: (amount: number) => string, goal?: number): BenchRow => {
    const ratio = median(costs.map(([ours, plain]) => of(ours) / of(plain)));
    const [ours, plain] = [0, 1].map((at) => median(costs.map((pair) => of(pair[at as 0 | 1]))));
    return {
      work: `${work}, ${count} subscriptions, against a plain program: ${what}`,
      result: `${ratio.toFixed(2)} (${show(ours ?? 0)}, ${show(plain ?? 0)})`,
      goal: goal === undefined ? "" : `at most ${goal}`,
      reached: goal === undefined || ratio <= goal,
    };
  };
  return [
    row(
      "time",
      ({ seconds }) => seconds,
      (seconds) => `${seconds.toFixed(1)} s`,
      goal,
    ),
    row(
      "processor time",
      ({ processor }) => processor,
      (seconds) => `${seconds.toFixed(1)} s`,
    ),
    row("memory", ({ whole }) => whole, mebibytes, goal),
    row("memory of Node", ({ node }) => node, mebibytes),
  ];
}
