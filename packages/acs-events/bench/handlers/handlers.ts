/** Deliveries a second of the receiver against a bare `node:http` server that parses the JSON and answers 200. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type BenchRow, median, report } from "../case.ts";
import { request, secondsToSend, textMessage } from "./load.ts";

const file = fileURLToPath(new URL("servers.ts", import.meta.url));

async function start(kind: "bare" | "receiver"): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const started = fork(file, [kind], { execArgv: ["--expose-gc"], stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const [line] = (await once(started.stdout ?? started, "data")) as [Buffer];
  return { url: line.toString().trim(), process: started };
}

interface Usage {
  /** Of the processor. */
  readonly seconds: number;
  readonly bytes: number;
}

async function usageOf(
  { process }: { readonly process: ChildProcess },
  what: "time" | "memory" = "time",
): Promise<Usage> {
  const answer = once(process, "message");
  process.send(what);
  const [usage] = (await answer) as [Usage];
  return usage;
}

const bare = await start("bare");
const receiver = await start("receiver");
let number = 0;
const batches = (count: number, size: number): readonly Buffer[] =>
  Array.from({ length: count }, () => request(Array.from({ length: size }, () => textMessage(number++))));

/**
 * How many deliveries the receiver takes in the time in which the bare server takes one. The time is that of the
 * processor, since what else runs on the machine must not count. The two in turn; the first turns warm up.
 */
async function ratio(
  count: number,
  size: number,
  turns = 11,
): Promise<{ readonly ratio: number; readonly perSecond: number }> {
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const requests = batches(count, size);
    const spent: number[] = [];
    for (const server of [bare, receiver]) {
      const { seconds } = await usageOf(server);
      await secondsToSend(server.url, requests);
      spent.push((await usageOf(server)).seconds - seconds);
    }
    const [one = 0, other = 1] = spent;
    ratios.push(one / other);
    rates.push((count * size) / other);
  }
  return { ratio: median(ratios.slice(3)), perSecond: median(rates.slice(3)) };
}

const single = await ratio(3_000, 1);
const batch = await ratio(120, 100);
const before = (await usageOf(receiver, "memory")).bytes / 2 ** 20;
for (let turn = 0; turn < 20; turn += 1) await secondsToSend(receiver.url, batches(100, 100));
const after = (await usageOf(receiver, "memory")).bytes / 2 ** 20;
bare.process.kill();
receiver.process.kill();

const rows: BenchRow[] = [
  {
    work: "handlers: single events, validated, memory inbox",
    result: `${single.ratio.toFixed(2)} of a bare server (${Math.round(single.perSecond)} events/s)`,
    goal: "0.6",
    reached: single.ratio >= 0.6,
  },
  {
    work: "handlers: batches of 100 events",
    result: `${batch.ratio.toFixed(2)} of a bare server (${Math.round(batch.perSecond)} events/s)`,
    goal: "0.5",
    reached: batch.ratio >= 0.5,
  },
  {
    work: "handlers: memory after 200,000 more deliveries",
    result: `${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`,
    goal: "at most 5 MB more",
    reached: after - before <= 5,
  },
];
report(rows);
