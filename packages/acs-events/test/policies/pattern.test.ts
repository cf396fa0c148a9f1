import { expect, test } from "vitest";
import { matchesPattern } from "../../src/policies/rules/pattern.ts";

test.each([
  ["prod", "prod", true],
  ["Prod", "prod", true],
  ["production", "prod", false],
  ["production", "prod*", true],
  ["prod", "prod*", true],
  ["api.contoso.example", "*.contoso.example", true],
  ["contoso.example", "*.contoso.example", false],
  ["contoso.example.attacker.example", "*.contoso.example", false],
  ["api.eu.contoso.example", "api.*.contoso.example", true],
  ["api.contoso.example", "api.*.contoso.example", false],
  ["aa", "a*a*a", false],
  ["abcab", "a*b*ab", true],
  ["ab", "ab*b", false],
  ["anything", "*", true],
  ["a.c", "a?c", false],
])("%s %s: %s", (text, pattern, fits) => {
  expect(matchesPattern(text, pattern)).toBe(fits);
});
