import { expect, expectTypeOf, test } from "vitest";
import { rules } from "../../src/policies/rules/index.ts";
import { type Rule, type RuleContext, subscriptionRule } from "../../src/policies/rules/rule.ts";

const basics = { level: "advisory", description: "", protectsFrom: "", howToFix: "" } as const;

test("a check gets its parameters with their types; only one without a default may be missing", () => {
  const made = subscriptionRule({
    ...basics,
    name: "made-up",
    parameters: {
      most: { type: "integer", description: "", default: 3, minimum: 1 },
      pattern: { type: "pattern", description: "" },
      hosts: { type: "list", description: "" },
    },
    check: (_, { parameters }) => {
      expectTypeOf(parameters.most).toEqualTypeOf<number>();
      expectTypeOf(parameters.pattern).toEqualTypeOf<string | undefined>();
      expectTypeOf(parameters.hosts).toEqualTypeOf<readonly string[] | undefined>();
      // @ts-expect-error: there is no such parameter
      expect(parameters.least).toBeUndefined();
      return [];
    },
  });
  expect(made).toMatchObject({ scope: "subscription", references: [] });
  expect(Object.isFrozen(made)).toBe(true);
});

test("in the list of all rules, parameters are whatever they are", () => {
  expectTypeOf<Rule["level"]>().toEqualTypeOf<"advisory" | "mandatory" | "disabled">();
  expectTypeOf<RuleContext["parameters"][string]>().toEqualTypeOf<number | string | readonly string[] | undefined>();
});

test("names are kebab-case, none twice; every rule says what it is for, and where it comes from if from anywhere", () => {
  const names = rules.map(({ name }) => name);
  expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, description, protectsFrom, howToFix, references } of rules) {
    for (const text of [description, protectsFrom, howToFix]) expect(text, name).toMatch(/[.”"`]$/);
    for (const { url } of references) expect(url, name).toMatch(/^https:\/\//);
  }
});
