import { expect, test } from "vitest";
import { retirementRule } from "../../src/filter-rules/retirement.ts";
import { over, said } from "./said.ts";

const types = over("SMSReceived ChatMessageReceived IncomingCall");

test("far off, or without a date to compare with, it is good to know", () => {
  const without = said(retirementRule, types);
  expect(without).toMatchInlineSnapshot(`
    [
      "info service-retires at includedEventTypes: SMS and Chat are retired on 2028-09-30 (announced 2026-09). That their events end with them is inferred, not announced.",
      "info service-retires at includedEventTypes: Call Automation changes on 2028-09-30 (announced 2026-09): from then on for use together with Teams only.",
    ]
  `);
  expect(said(retirementRule, types, { today: "2026-11-24" })).toEqual(without);
  expect(said(retirementRule, types, { today: "2027-09-30T12:00:00Z" })).toEqual(without);
});

test("within a year it is a warning", () => {
  expect(said(retirementRule, types, { today: "2027-10-01" })).toMatchInlineSnapshot(`
    [
      "warning service-retires-soon at includedEventTypes: SMS and Chat are retired on 2028-09-30 (announced 2026-09). That their events end with them is inferred, not announced.",
      "warning service-retires-soon at includedEventTypes: Call Automation changes on 2028-09-30 (announced 2026-09): from then on for use together with Teams only.",
    ]
  `);
});

test("from that day on no event of a retired service comes any more", () => {
  expect(said(retirementRule, types, { today: "2028-09-30" })).toMatchInlineSnapshot(`
    [
      "error service-retired at includedEventTypes: SMS and Chat were retired on 2028-09-30 (announced 2026-09). That their events end with them is inferred, not announced.",
      "warning service-retires-soon at includedEventTypes: Call Automation changes on 2028-09-30 (announced 2026-09): from then on for use together with Teams only.",
    ]
  `);
});

test("of every type nothing is said", () => {
  expect(said(retirementRule, { includedEventTypes: ["All"] }, { today: "2029-01-01" })).toEqual([]);
});
