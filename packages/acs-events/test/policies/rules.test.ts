import { describe, expect, test } from "vitest";
import { rules } from "../../src/policies/rules/index.ts";
import { access } from "./cases/access.ts";
import { filters } from "./cases/filters.ts";
import { lostEvents } from "./cases/lost-events.ts";
import { order } from "./cases/order.ts";
import { compliantStack } from "./compliant.ts";
import { judge, rule, told } from "./judge.ts";

const cases = [...lostEvents, ...filters, ...access, ...order];

test("no rule objects to the compliant stack, and each has looked", () => {
  const stack = compliantStack();
  expect(rules.length).toBeGreaterThan(25);
  expect(rules.flatMap((one) => told(judge(one, stack)))).toEqual([]);
});

describe.each(Object.entries(Object.groupBy(cases, (one) => one.rule)))("%s", (name, own) => {
  test.each(own ?? [])("$broken", ({ stack, says, circumstances }) => {
    expect(told(judge(rule(name), stack, circumstances))).toEqual(says);
  });
});

test("every rule has a case that breaks it", () => {
  const violated = new Set(cases.filter(({ says }) => says.length > 0).map((one) => one.rule));
  expect(rules.map(({ name }) => name).filter((name) => !violated.has(name))).toEqual([]);
});
