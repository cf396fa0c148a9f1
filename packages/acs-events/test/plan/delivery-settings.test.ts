import fc from "fast-check";
import { expect, test } from "vitest";
import {
  builtInSettings,
  layerSettings,
  type SettingsLayer,
  settingsOutOfBounds,
} from "../../src/plan/delivery-settings.ts";

test("undelivered events are kept unless someone writes that they are not", () => {
  expect(layerSettings([]).settings.undeliveredEvents).toBe("kept");
  const dropped = layerSettings([{ from: "team", settings: { undeliveredEvents: "dropped" } }]);
  expect([dropped.settings.undeliveredEvents, dropped.origins.undeliveredEvents]).toEqual(["dropped", "team"]);
});

test("stack, team, template, subscription: the last that says something counts, and is remembered", () => {
  const { settings, origins } = layerSettings([
    { from: "stack", settings: { maxDeliveryAttempts: 10, eventTimeToLiveInMinutes: 60 } },
    { from: "team", settings: { maxDeliveryAttempts: 5 } },
    { from: "subscription", settings: { maxDeliveryAttempts: undefined, maxEventsPerBatch: 20 } },
  ]);
  expect(settings).toEqual({
    ...builtInSettings,
    maxDeliveryAttempts: 5,
    eventTimeToLiveInMinutes: 60,
    maxEventsPerBatch: 20,
  });
  expect(origins).toEqual({
    maxDeliveryAttempts: "team",
    eventTimeToLiveInMinutes: "stack",
    undeliveredEvents: "built-in",
    deliverySchema: "built-in",
    maxEventsPerBatch: "subscription",
    preferredBatchSizeInKilobytes: "built-in",
  });
});

test("what counts is always what the layer named as its origin says", () => {
  const layer = fc.record({
    from: fc.constantFrom("stack", "team", "template", "subscription"),
    settings: fc.record({ maxDeliveryAttempts: fc.option(fc.integer(), { nil: undefined }) }, { requiredKeys: [] }),
  }) as fc.Arbitrary<SettingsLayer>;
  fc.assert(
    fc.property(fc.uniqueArray(layer, { selector: ({ from }) => from }), (layers) => {
      const { settings, origins } = layerSettings(layers);
      const origin = layers.find(({ from }) => from === origins.maxDeliveryAttempts)?.settings ?? builtInSettings;
      expect(settings.maxDeliveryAttempts).toBe(origin.maxDeliveryAttempts);
    }),
  );
});

test.each([
  ["maxDeliveryAttempts", 1, 30],
  ["eventTimeToLiveInMinutes", 1, 1440],
  ["maxEventsPerBatch", 1, 5000],
  ["preferredBatchSizeInKilobytes", 1, 1024],
])("%s: Azure takes %i to %i, whole numbers only", (setting, least, most) => {
  const refused = (value: number) => settingsOutOfBounds({ [setting]: value });
  expect([refused(least), refused(most)].flat()).toEqual([]);
  for (const value of [least - 1, most + 1, least + 0.5, Number.NaN]) {
    expect(refused(value)).toEqual([{ setting, value, allowed: `a whole number from ${least} to ${most}` }]);
  }
});
