/**
 * What the policy pack adds to `pulumi preview` on the real engine and the local Azure: with and without it in turn, the
 * median of the differences; of a stack that is not there yet, where much is not known, and of one that is deployed.
 * `--runs N` for a shorter form, `--subscriptions 500` for one of the sizes.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { policyPackPath } from "../../src/policies/engine-options.ts";
import { findEngine } from "../../src/setup/engine.js";
import { sampleRoot as repository } from "../../test/sample-project.ts";
import { type BenchRow, median, report } from "../case.ts";
import { runEngine } from "../program/engine-run.ts";
import { ourProject } from "../program/projects.ts";
import { type AzureProcess, startAzure } from "../program/start-azure.ts";
import { makeTeams } from "../program/teams.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "3" }, subscriptions: { type: "string" } },
});
const runs = Number(values.runs);

const engine = findEngine();
if (engine === undefined) throw new Error("there is no Pulumi engine; run `npm run setup`");
const pack = policyPackPath(repository, engine);
if (pack === undefined) throw new Error("this engine cannot run the policy pack");

/** Subscriptions, their teams, and the seconds that the pack may add. */
const sizes = [
  { subscriptions: 1, teams: 1, most: 1.5 },
  { subscriptions: 500, teams: 40, most: 3 },
];

await mkdir(join(repository, ".acs-events"), { recursive: true });
const folder = await mkdtemp(join(repository, ".acs-events", "bench-policies-"));
const azures: AzureProcess[] = [];

try {
  const rows: BenchRow[] = [];
  for (const { subscriptions, teams, most } of sizes) {
    if (values.subscriptions !== undefined && Number(values.subscriptions) !== subscriptions) continue;
    const project = await ourProject(join(folder, String(subscriptions)), makeTeams(subscriptions, teams));
    const azure = await startAzure();
    azures.push(azure);
    const run = async (...args: string[]) => runEngine(project, engine, azure.port, args);
    await run("stack", "init", "dev");
    rows.push(await added("first preview", run, subscriptions, most));
    await run("up", "--yes", "--skip-preview");
    rows.push(await added("unchanged preview", run, subscriptions, most));
  }
  report(rows);
} finally {
  for (const azure of azures) azure.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

type Run = (...args: string[]) => ReturnType<typeof runEngine>;

async function added(work: string, run: Run, subscriptions: number, most: number): Promise<BenchRow> {
  const pairs: { readonly without: number; readonly withPack: number }[] = [];
  let resources = 0;
  for (let turn = 0; turn < runs; turn++) {
    const preview = async (...args: string[]) => run("preview", ...args);
    const packed = () => preview("--policy-pack", pack ?? "");
    // Who begins changes, so that neither always finds the machine as the other left it.
    const [first, second] = turn % 2 === 0 ? [await preview(), await packed()] : [await packed(), await preview()];
    const [without, withPack] = turn % 2 === 0 ? [first, second] : [second, first];
    pairs.push({ without: without.seconds, withPack: withPack.seconds });
    resources = resourcesIn(without.output);
    process.stderr.write(
      `  ${work}: ${without.seconds.toFixed(1)} s, with the pack ${withPack.seconds.toFixed(1)} s\n`,
    );
  }
  const seconds = median(pairs.map(({ without, withPack }) => withPack - without));
  const [without, withPack] = [median(pairs.map((one) => one.without)), median(pairs.map((one) => one.withPack))];
  return {
    work: `${work}, ${resources} resources, ${subscriptions} of them subscriptions: what the policies add`,
    result: `${seconds.toFixed(1)} s (${without.toFixed(1)} s, ${withPack.toFixed(1)} s)`,
    goal: `at most ${most} s`,
    reached: seconds <= most,
  };
}

/** The counts at the end of a preview: `+ 18 to create`, `18 unchanged`. */
function resourcesIn(output: string): number {
  const counts = [...output.matchAll(/^ +(?:\+ )?(\d+) (?:to create|unchanged)$/gm)].map(([, count]) => Number(count));
  if (counts.length === 0) throw new Error(`no counts in the preview:\n${output.slice(-2_000)}`);
  return counts.reduce((sum, count) => sum + count, 0);
}
