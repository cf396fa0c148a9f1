import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt, Operation } from "../../src/deployment/attempt.ts";
import { backoff, usualAttempts } from "../../src/deployment/backoff.ts";
import {
  type DeploymentProgress,
  deployStacks,
  type ManyStacks,
  type StackToDeploy,
} from "../../src/deployment/deploy-stacks.ts";
import type { DeploymentClock } from "../../src/engine/clock.ts";

const stacks = (...names: readonly string[]): StackToDeploy[] => names.map((stack) => ({ stack }));
const steps = (entries: Readonly<Record<string, Operation>> = {}) => new Map(Object.entries(entries));
const done = (entries?: Readonly<Record<string, Operation>>): Attempt => ({
  kind: "done",
  created: false,
  steps: steps(entries),
});
const conflict = (entries?: Readonly<Record<string, Operation>>): Attempt => ({
  kind: "conflict",
  reason: "the stack is locked",
  created: false,
  steps: steps(entries),
});
const failed: Attempt = { kind: "failed", reasons: ["refused"], created: false, steps: steps() };

/** A clock that nobody waits on; it notes how long it would have been. */
function turnedClock() {
  let now = 0;
  const waits: number[] = [];
  const clock: DeploymentClock = {
    now: () => now,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { clock, waits, pass: (milliseconds: number) => (now += milliseconds) };
}

function deploy(
  names: readonly string[],
  attempt: ManyStacks<StackToDeploy>["attempt"],
  options: Partial<ManyStacks<StackToDeploy>> = {},
) {
  const said: string[] = [];
  const progress = (step: DeploymentProgress<StackToDeploy>): void => {
    const more = {
      running: (one: typeof step) => (one.kind === "running" ? `${one.attempt}` : ""),
      waiting: (one: typeof step) => (one.kind === "waiting" ? `${one.milliseconds}` : ""),
      finished: (one: typeof step) => (one.kind === "finished" ? one.result.outcome : ""),
    };
    said.push(`${step.stack.stack} ${step.kind} ${more[step.kind](step)}`);
  };
  const results = deployStacks(stacks(...names), {
    attempt,
    progress,
    concurrency: 2,
    attempts: usualAttempts,
    clock: turnedClock().clock,
    random: () => 0,
    signal: new AbortController().signal,
    ...options,
  });
  return { said, results };
}

describe("many stacks", () => {
  test("begin in their order, and one that fails holds up nobody", async () => {
    const { said, results } = deploy(["a", "b", "c", "d"], async ({ stack }) => (stack === "b" ? failed : done()));
    expect((await results).map(({ stack, outcome, reasons }) => [stack, outcome, reasons])).toEqual([
      ["a", "done", []],
      ["b", "failed", ["refused"]],
      ["c", "done", []],
      ["d", "done", []],
    ]);
    expect(said.filter((line) => line.includes("running"))).toEqual([
      "a running 1",
      "b running 1",
      "c running 1",
      "d running 1",
    ]);
    expect(said.filter((line) => line.includes("waiting"))).toEqual([]);
  });

  test("a stack is told to be done before the next one begins", async () => {
    const { said, results } = deploy(["a", "b"], async () => done(), { concurrency: 1 });
    await results;
    expect(said).toEqual(["a running 1", "a finished done", "b running 1", "b finished done"]);
  });

  test("what an attempt throws is the reason of that stack alone", async () => {
    const { results } = deploy(["a", "b"], async ({ stack }) => {
      if (stack === "a") throw new Error("no space left");
      return done();
    });
    expect((await results).map(({ outcome, reasons }) => [outcome, reasons])).toEqual([
      ["failed", ["no space left"]],
      ["done", []],
    ]);
  });

  test("never more at a time than allowed, each until it is done or fails, whatever conflicts there are", async () => {
    const outcomes = fc.array(fc.constantFrom("conflict", "failed", "done"), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcomes, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (script, concurrency) => {
          let running = 0;
          let most = 0;
          const tried = new Map<string, number>();
          const attempt = async ({ stack }: StackToDeploy): Promise<Attempt> => {
            most = Math.max(most, ++running);
            for (let turns = 0; turns < 3; turns++) await Promise.resolve();
            running -= 1;
            const number = tried.get(stack) ?? 0;
            tried.set(stack, number + 1);
            const outcome = script[Number(stack)]?.[number] ?? "done";
            return outcome === "conflict" ? conflict() : outcome === "failed" ? failed : done();
          };
          const { results } = deploy(Object.keys(script), attempt, { concurrency });
          const expected = script.map((outcomes) => {
            const end = outcomes.findIndex((one) => one !== "conflict");
            return { outcome: outcomes[end] ?? "done", attempts: end === -1 ? outcomes.length + 1 : end + 1 };
          });
          expect((await results).map(({ outcome, attempts }) => ({ outcome, attempts }))).toEqual(expected);
          expect(most).toBe(Math.min(concurrency, script.length));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("a conflict", () => {
  test("makes room while it waits, and the changes of all attempts are counted once", async () => {
    const attempts = [conflict({ one: "create", two: "update" }), done({ one: "same", two: "same", three: "create" })];
    const { clock, waits, pass } = turnedClock();
    const { said, results } = deploy(
      ["a", "b"],
      async ({ stack }) => {
        pass(1_500);
        return stack === "b" ? done({ x: "same" }) : (attempts.shift() ?? failed);
      },
      { concurrency: 1, clock },
    );
    expect(await results).toEqual([
      {
        stack: "a",
        outcome: "done",
        created: false,
        changes: { create: 2, update: 1 },
        attempts: 2,
        seconds: 3,
        reasons: [],
      },
      { stack: "b", outcome: "done", created: false, changes: { same: 1 }, attempts: 1, seconds: 1.5, reasons: [] },
    ]);
    expect(said.filter((line) => line.includes("running"))).toEqual(["a running 1", "b running 1", "a running 2"]);
    expect(said.filter((line) => line.includes("waiting"))).toEqual(["a waiting 2000"]);
    expect(waits).toEqual([2_000]);
  });

  test("that does not end is given up, after longer and longer waits", async () => {
    const { clock, waits } = turnedClock();
    const { results } = deploy(["a"], async () => conflict(), { clock });
    expect((await results).map(({ outcome, attempts, reasons }) => ({ outcome, attempts, reasons }))).toEqual([
      { outcome: "failed", attempts: 8, reasons: ["the stack is locked; given up after 8 attempts"] },
    ]);
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect([0, 0.5, 1].map((random) => backoff(3, random))).toEqual([8_000, 6_000, 4_000]);
  });

  test("that takes longer to pass is tried more often", async () => {
    const { clock, waits } = turnedClock();
    const { results } = deploy(["a"], async () => ({ ...conflict(), attempts: 10 }), { clock });
    expect(await results).toMatchObject([{ outcome: "failed", attempts: 10 }]);
    expect(waits).toHaveLength(9);
  });
});

test("interrupted, nothing more is begun, and what waits does not wait on", async () => {
  const interrupt = new AbortController();
  const clock: DeploymentClock = {
    now: () => 0,
    wait: async (_, signal) => {
      if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    },
  };
  const { results } = deploy(
    ["busy", "runs", "late"],
    async ({ stack }) => {
      if (stack === "busy") return conflict({ one: "create" });
      interrupt.abort();
      return { kind: "stopped", created: true, steps: steps({ two: "create" }) };
    },
    { signal: interrupt.signal, clock, concurrency: 1 },
  );
  expect(
    (await results).map(({ stack, outcome, attempts, created, changes }) => ({
      stack,
      outcome,
      attempts,
      created,
      changes,
    })),
  ).toEqual([
    { stack: "busy", outcome: "stopped", attempts: 1, created: false, changes: { create: 1 } },
    { stack: "runs", outcome: "stopped", attempts: 1, created: true, changes: { create: 1 } },
    { stack: "late", outcome: "stopped", attempts: 0, created: false, changes: {} },
  ]);
});
