import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import { debugLogHasTheKnownShape, withoutTracing } from "../../src/pulumi/fast-registration.ts";

const log: { debug: unknown } = createRequire(import.meta.url)("@pulumi/pulumi/log/index.js");
const before = { debug: log.debug, limit: Error.stackTraceLimit };
const state = () => ({ debug: log.debug, limit: Error.stackTraceLimit });

afterEach(() => {
  delete process.env["ACS_EVENTS_DEBUG"];
  expect(state()).toEqual(before);
});

test("the SDK's private module has the shape that we know; with another one, look at fast-registration.ts", () => {
  expect(debugLogHasTheKnownShape()).toBe(true);
});

test("the SDK itself calls its debug log through the object that we change", async () => {
  const debugFromTheSdk = await withoutTracing(true, async () => {
    const { log: exported } = await import("@pulumi/pulumi");
    return exported.debug;
  });
  expect(debugFromTheSdk).not.toBe(before.debug);
});

describe("while it runs", () => {
  test("without stack traces: neither traces nor a debug log", async () => {
    const during = await withoutTracing("without-stack-traces", async () => state());
    expect(during.limit).toBe(0);
    expect(during.debug).not.toBe(before.debug);
  });

  test("in a program of somebody's own: stack traces stay", async () => {
    const during = await withoutTracing(true, async () => state());
    expect(during.limit).toBe(before.limit);
    expect(during.debug).not.toBe(before.debug);
  });

  test.each([
    ["not asked for", false, {}],
    ["ACS_EVENTS_DEBUG=true", "without-stack-traces", { ACS_EVENTS_DEBUG: "true" }],
  ] as const)("%s: nothing is touched", async (_, how, environment) => {
    Object.assign(process.env, environment);
    expect(await withoutTracing(how, async () => state())).toEqual(before);
  });
});

test("a failure is passed on", async () => {
  await expect(withoutTracing(true, () => Promise.reject(new Error("no such topic")))).rejects.toThrow("no such topic");
});

test("two calls that overlap: everything is off until the second one ends, and on again afterwards", async () => {
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const calls = [first, second].map(({ promise }) => withoutTracing("without-stack-traces", () => promise));
  first.resolve();
  await calls[0];
  expect(state().limit).toBe(0);
  expect(state().debug).not.toBe(before.debug);
  second.resolve();
  await calls[1];
});
