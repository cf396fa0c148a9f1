import { expect, test } from "vitest";
import { eventTypeNames, eventTypes } from "../../src/catalog/event-types.ts";
import { otherLevelOf } from "../../src/catalog/levels.ts";
import { daysUntil, retirementOf, retirements } from "../../src/catalog/retirements.ts";

test("calls stay with changes, everything else goes, on one day", () => {
  const ends = eventTypeNames.map((type) => retirementOf(type));
  expect(ends).toHaveLength(54);
  expect(new Set(ends.map((end) => end.date))).toEqual(new Set(["2028-09-30"]));
  expect(
    Object.entries(retirements).flatMap(([key, end]) => (end.category === "breaking-change" ? [key] : [])),
  ).toEqual(["calling", "call-automation", "call-recording"]);
});

test("new customers are filtered out of what goes away only", () => {
  for (const end of Object.values(retirements)) {
    expect("newCustomersBlockedFrom" in end ? end.newCustomersBlockedFrom : undefined, end.service).toBe(
      end.category === "retired" ? "2026-10-23" : undefined,
    );
  }
});

test.each([
  ["2028-09-30", 0],
  ["2028-09-29T23:59:59Z", 1],
  ["2028-10-01", -1],
  ["2026-11-24", 676],
])("from %s it is %i days", (today, days) => {
  expect(daysUntil(retirements.sms, today)).toBe(days);
});

test("sixteen chat types have a counterpart on the other level, and it points back", () => {
  const paired = eventTypeNames.filter((type) => otherLevelOf(type) !== undefined);
  expect(paired).toHaveLength(16);
  for (const type of paired) {
    const other = otherLevelOf(type);
    if (other === undefined) continue;
    expect(otherLevelOf(other)).toBe(type);
    const level = (name: typeof type): unknown => ("level" in eventTypes[name] ? eventTypes[name].level : undefined);
    expect([level(type), level(other)].toSorted()).toEqual(["thread", "user"]);
  }
});
