/**
 * Matching, for one number of subscriptions and one mix: `node bench/matching/matching.ts mixed 1000`. Everything is a
 * ratio within this process: the index against the plain loop over compiled filters, and JSON parsing with matching
 * against parsing alone. docs/internals/benchmarks.md has the method.
 */

import { defaultAssumptions } from "../../src/filters/assumptions.ts";
import { compileFilter } from "../../src/filters/match/matches.ts";
import { buildIndex } from "../../src/subscription-index/subscription-index.ts";
import { type BenchRow, medianRatio, medianTime, report } from "../case.ts";
import { alike, mixed } from "./scenario.ts";

const [mix = "mixed", size = "1000"] = process.argv.slice(2);
const count = Number(size);
const isAlike = mix !== "mixed";
const { subscriptions, events } = isAlike ? alike(count, mix === "alike" ? "StringIn" : "StringNotIn") : mixed(count);

const beforeBuild = performance.now();
const index = buildIndex(subscriptions);
const buildTime = performance.now() - beforeBuild;

const compiled = subscriptions.map(({ name, filter, deliverySchema }) => ({
  name,
  test: compileFilter(filter, defaultAssumptions, deliverySchema),
}));
const loop = (event: (typeof events)[number]): string[] =>
  compiled.filter(({ test }) => test(event)).map(({ name }) => name);

let matched = 0;
for (const event of events) {
  const byIndex = index.match(event);
  matched += byIndex.length;
  const byLoop = loop(event);
  // What is measured has to be the same work.
  if (byIndex.join() !== byLoop.join()) throw new Error(`the index and the loop disagree about ${event.id}`);
}

const texts = events.map((event) => JSON.stringify(event));
let kept = 0;
const byIndex = (): void => {
  for (const event of events) kept += index.match(event).length;
};
const byLoop = (): void => {
  for (const event of events) kept += loop(event).length;
};
const parsing = (): void => {
  for (const text of texts) kept += JSON.parse(text).id.length;
};
const parsingAndMatching = (): void => {
  for (const text of texts) kept += index.match(JSON.parse(text)).length;
};
const speedup = medianRatio(byLoop, byIndex);
const cost = medianRatio(parsingAndMatching, parsing);
const indexTime = medianTime(byIndex);
if (kept === 0) throw new Error("nothing was measured");

const name = `${count.toLocaleString("en")} subscriptions, ${mix}`;
const rows: BenchRow[] = [];
const leastSpeedup = isAlike ? 10 : { 35: 1, 1000: 10, 10000: 50 }[count];
rows.push({
  work: `matching alone, ${name} (${(matched / events.length).toFixed(1)} matches an event)`,
  result: `${speedup.toFixed(1)}x the loop, ${((events.length / indexTime) * 1_000).toFixed(0)} events/s`,
  goal: leastSpeedup === undefined ? "" : `at least ${leastSpeedup}x`,
  reached: leastSpeedup === undefined || speedup >= leastSpeedup,
});
const mostCost = isAlike ? undefined : { 35: 1.5, 1000: 2, 10000: 2.5 }[count];
rows.push({
  work: `JSON parsing and matching, ${name}`,
  result: `${cost.toFixed(2)}x JSON.parse alone`,
  goal: mostCost === undefined ? "" : `at most ${mostCost}x`,
  reached: mostCost === undefined || cost <= mostCost,
});
if (count === 10_000) {
  const memory = process.resourceUsage().maxRSS / 1024;
  rows.push(
    {
      work: `building the index, ${name}`,
      result: `${(buildTime / 1_000).toFixed(2)} s`,
      goal: "under 0.3 s",
      reached: buildTime < 300,
    },
    {
      work: `peak memory of this process, loop and index both, ${name}`,
      result: `${memory.toFixed(0)} MiB`,
      goal: "under 200 MB",
      reached: memory < 200,
    },
  );
}
report(rows);
