import { expect, test } from "vitest";
import { createProgress, duration } from "../../src/setup/progress.js";

/** Progress on a clock that the test turns. */
function screen({ live, color = false, columns }: { live: boolean; color?: boolean; columns?: number }) {
  let text = "";
  let time = 0;
  const watch: { tick?: () => void; ms?: number } = {};
  const progress = createProgress({
    write: (more) => {
      text += more;
    },
    live,
    color,
    columns: () => columns,
    now: () => time,
    every: (tick, ms) => {
      Object.assign(watch, { tick, ms });
      return () => {
        delete watch.tick;
      };
    },
  });
  const pass = (ms: number) => {
    time += ms;
    watch.tick?.();
  };
  return { progress, pass, watch, shown: () => text };
}

test("away from a terminal: a line at the start, every twenty seconds, and at the end", async () => {
  const { progress, pass, watch, shown } = screen({ live: false });
  const result = await progress.step("Building", () => {
    expect(watch.ms).toBe(20_000);
    pass(20_000);
    pass(52_000);
    return Promise.resolve("built");
  });
  expect(result).toBe("built");
  expect(shown()).toBe("Building\n  still at it after 20 s\n  still at it after 1 min 12 s\n  done in 1 min 12 s\n");
  expect(watch.tick).toBeUndefined();
});

test("on a terminal: one line that is written anew, the time dimmed", async () => {
  const { progress, pass, shown } = screen({ live: true, color: true });
  await progress.step("Building", () => {
    pass(1000);
    return Promise.resolve();
  });
  const anew = "\r\u001b[2KBuilding \u001b[2m";
  expect(shown()).toBe(`Building${anew}1.0 s\u001b[22m${anew}done in 1.0 s\u001b[22m\n`);
});

test("how far the work says to be stands behind the time, as far as the line goes", async () => {
  const wide = screen({ live: false });
  const narrow = screen({ live: true, columns: 24 });
  for (const { progress, pass } of [wide, narrow]) {
    await progress.step("Building", (report) => {
      report("1 package compiled");
      report("812 packages compiled");
      pass(20_000);
      return Promise.resolve();
    });
  }
  expect(wide.shown()).toContain("  still at it after 20 s, 812 packages compiled\n");
  expect(narrow.shown()).toContain("\u001b[2KBuilding 20 s, 812 pack\r");
});

test("a note is broken between words where the terminal ends, and nowhere else", () => {
  const narrow = screen({ live: true, columns: 12 });
  narrow.progress.note("About four minutes, only once.");
  expect(narrow.shown()).toBe("About four\nminutes,\nonly once.\n");
  const wide = screen({ live: false });
  wide.progress.note("About four minutes, only once.");
  expect(wide.shown()).toBe("About four minutes, only once.\n");
});

test("says that it gave up, of work that fails and of work that reports that it did not succeed", async () => {
  const { progress, shown } = screen({ live: false });
  await progress.step("Downloading", () => Promise.resolve(false), Boolean);
  await expect(progress.step("Installing", () => Promise.reject(new Error("no network")))).rejects.toThrow(
    "no network",
  );
  progress.note("Something else.");
  expect(shown()).toBe("Downloading\n  gave up after 0.0 s\nInstalling\n  gave up after 0.0 s\nSomething else.\n");
});

test.each([
  [40, "0.0 s"],
  [9940, "9.9 s"],
  [9960, "10 s"],
  [59_400, "59 s"],
  [59_600, "1 min 0 s"],
  [232_000, "3 min 52 s"],
])("%d ms are %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});
