import { describe, expect, test } from "vitest";
import { realClock, virtualClock } from "../../../src/emulator/delivery/clock.ts";

describe("a clock that is turned by hand", () => {
  test("runs what falls due in the order of time, each at its own time", async () => {
    const clock = virtualClock({ start: 1_000 });
    const seen: [string, number][] = [];
    const note = (name: string) => async () => {
      seen.push([name, clock.now()]);
    };
    clock.at(1_300, note("third"));
    clock.at(1_100, note("first"));
    clock.at(1_100, note("second"));
    clock.at(1_501, note("too late"));
    await clock.advance(500);
    expect(seen).toEqual([
      ["first", 1_100],
      ["second", 1_100],
      ["third", 1_300],
    ]);
    expect(clock.now()).toBe(1_500);
    expect(clock.scheduled()).toBe(1);
  });

  test("runs what is scheduled on the way, and waits for each task before time goes on", async () => {
    const clock = virtualClock({ start: 0 });
    const seen: number[] = [];
    const again = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.push(clock.now());
      if (seen.length < 4) clock.at(clock.now() + 10, again);
    };
    clock.at(10, again);
    await clock.advanceToEnd();
    expect(seen).toEqual([10, 20, 30, 40]);
    expect(clock.now()).toBe(40);
  });

  test("stands still while work is under way, and runs no task that was called off", async () => {
    const clock = virtualClock({ start: 0 });
    const seen: string[] = [];
    clock.hold(
      new Promise<void>((resolve) => setTimeout(resolve, 2)).then(() => void seen.push(`work at ${clock.now()}`)),
    );
    clock.at(5, async () => void seen.push("task"));
    clock.at(6, async () => void seen.push("called off"))();
    await clock.advance(10);
    expect(seen).toEqual(["work at 0", "task"]);
  });

  test("goes on while work is under way that has no effect yet, and not to the time of its effect", async () => {
    const clock = virtualClock({ start: 0 });
    const seen: string[] = [];
    let end = (): void => undefined;
    const work = new Promise<void>((resolve) => {
      end = () => {
        seen.push(`work ends at ${clock.now()}`);
        resolve();
      };
    });
    clock.hold(work, 10);
    clock.at(5, async () => void seen.push("before"));
    clock.at(10, async () => void seen.push("with it"));
    const turned = clock.advance(20);
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(["before"]);
    end();
    await turned;
    expect(seen).toEqual(["before", "work ends at 5", "with it"]);
    expect(clock.now()).toBe(20);
  });

  test("two turns at once follow each other", async () => {
    const clock = virtualClock({ start: 0 });
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(clock.now()).toBe(20);
  });

  test("a time that is past is due at once, and the clock does not go back", async () => {
    const clock = virtualClock({ start: 100 });
    const seen: number[] = [];
    clock.at(50, async () => void seen.push(clock.now()));
    await clock.advance(0);
    expect(seen).toEqual([100]);
  });

  test("waits for outside no longer than its patience", () => {
    expect(virtualClock({ patience: 50 }).realTime(30_000)).toBe(50);
    expect(realClock().realTime(30_000)).toBe(30_000);
    expect(realClock().realTime(30_000, true)).toBe(30_000);
    // For a handler that did not answer the last time, a moment; but never longer than the patience itself.
    expect(virtualClock({ patience: 5_000 }).realTime(30_000, true)).toBe(250);
    expect(virtualClock({ patience: 50 }).realTime(30_000, true)).toBe(50);
  });
});

test("the real clock runs a task when its time has come, and not when it was called off", async () => {
  const clock = realClock();
  const seen: string[] = [];
  clock.at(clock.now() + 1, async () => void seen.push("called off"))();
  await new Promise<void>((resolve) => {
    clock.at(clock.now(), async () => {
      seen.push("run");
      resolve();
    });
    // What waits on the clock keeps no process alive, so this test has to.
    setTimeout(() => {}, 20);
  });
  expect(seen).toEqual(["run"]);
});
