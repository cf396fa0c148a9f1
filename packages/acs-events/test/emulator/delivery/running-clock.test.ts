import { expect, test } from "vitest";
import { runningClock } from "../../../src/emulator/delivery/running-clock.ts";

/** A clock over a wall clock that the test moves. */
function clockAt(start: number) {
  const wall = { now: start };
  const clock = runningClock({ wall: () => wall.now });
  const ran: [string, number][] = [];
  const note = (name: string) => async () => {
    ran.push([name, clock.now()]);
  };
  return { clock, wall, ran, note };
}

test("it shows the time on the wall, and goes on from where it was turned to", async () => {
  const { clock, wall } = clockAt(1_000_000);
  expect(clock.now()).toBe(1_000_000);
  await clock.advance(3_600_000);
  wall.now += 5;
  expect(clock.now()).toBe(4_600_005);
});

test("what falls due while it is turned happens in the order of time, each at its own; the rest is past all waits", async () => {
  const { clock, ran, note } = clockAt(1_000_000);
  clock.at(1_200_000, note("third"));
  clock.at(1_100_000, async () => {
    await note("first")();
    clock.at(1_150_000, note("second"));
  });
  clock.at(9_000_000, note("far"));
  const callOff = clock.at(1_180_000, note("called off"));
  callOff();
  await clock.advance(500_000);
  expect(ran).toEqual([
    ["first", 1_100_000],
    ["second", 1_150_000],
    ["third", 1_200_000],
  ]);
  expect([clock.now(), clock.scheduled(), clock.nextAt()]).toEqual([1_500_000, 1, 9_000_000]);
  await clock.advanceToEnd();
  expect([ran.at(-1), clock.now(), clock.nextAt()]).toEqual([["far", 9_000_000], 9_000_000, undefined]);
});

test("it waits for work under way before it goes on, and asks for less patience while it is turned", async () => {
  const { clock, ran, note } = clockAt(1_000_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.hold(promise);
  clock.at(1_000_010, note("after"));
  expect(clock.realTime(30_000)).toBe(30_000);
  const turned = clock.advance(100);
  await Promise.resolve();
  expect([ran, clock.realTime(30_000), clock.realTime(30_000, true)]).toEqual([[], 5_000, 250]);
  resolve();
  await turned;
  expect(ran).toEqual([["after", 1_000_010]]);
  expect(clock.realTime(30_000)).toBe(30_000);
});

test("what is due runs by itself when its time has come", async () => {
  const clock = runningClock();
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.at(clock.now() + 5, async () => resolve());
  const keepsAlive = setTimeout(() => undefined, 10_000);
  await promise;
  clearTimeout(keepsAlive);
  expect(clock.scheduled()).toBe(0);
});
