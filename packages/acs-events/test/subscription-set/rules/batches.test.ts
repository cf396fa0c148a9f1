import { expect, test } from "vitest";
import { batchesRule } from "../../../src/subscription-set/rules/batches.ts";
import { said } from "./said.ts";

const batches = (endpointType: string, maxEventsPerBatch: unknown, preferredBatchSizeInKilobytes: unknown) =>
  said(batchesRule, { destination: { endpointType, maxEventsPerBatch, preferredBatchSizeInKilobytes } });

test.each([
  [1, 1],
  [5000, 1024],
  [null, undefined],
])("%j events and %j KB pass", (events, size) => {
  expect(batches("WebHook", events, size)).toEqual([]);
});

test("out of bounds", () => {
  expect(batches("AzureFunction", 0, 1025)).toMatchInlineSnapshot(`
    [
      "error batch-out-of-bounds at destination.maxEventsPerBatch: maxEventsPerBatch is 0; Azure allows a whole number from 1 to 5000.",
      "error batch-out-of-bounds at destination.preferredBatchSizeInKilobytes: preferredBatchSizeInKilobytes is 1025; Azure allows a whole number from 1 to 1024.",
    ]
  `);
  expect(batches("WebHook", 1.5, "64")).toHaveLength(2);
});

test("for a kind that takes none", () => {
  expect(batches("ServiceBusQueue", 10, undefined)).toMatchInlineSnapshot(`
    [
      "warning batch-not-for-kind at destination.maxEventsPerBatch: maxEventsPerBatch is set, but a destination of kind ServiceBusQueue takes no batches; omit it.",
    ]
  `);
});
