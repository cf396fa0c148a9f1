import { createRequire } from "node:module";
import { afterEach, expect, test } from "vitest";
import { quietly } from "../../src/pulumi/fast-registration.ts";

const log: { debug: unknown } = createRequire(import.meta.url)("@pulumi/pulumi/log/index.js");
const before = { debug: log.debug, limit: Error.stackTraceLimit };
const state = () => ({ debug: log.debug, limit: Error.stackTraceLimit });

afterEach(() => {
  delete process.env["ACS_EVENTS_DEBUG"];
});

test("while it runs there are no traces, and afterwards everything is as it was", async () => {
  const during = await quietly(async () => state());
  expect(during.limit).toBe(0);
  expect(during.debug).not.toBe(before.debug);
  expect(state()).toEqual(before);
});

test("a failure is passed on, and everything is as it was", async () => {
  await expect(quietly(() => Promise.reject(new Error("no such topic")))).rejects.toThrow("no such topic");
  expect(state()).toEqual(before);
});

test("ACS_EVENTS_DEBUG=true leaves the traces on", async () => {
  process.env["ACS_EVENTS_DEBUG"] = "true";
  expect(await quietly(async () => state())).toEqual(before);
});
