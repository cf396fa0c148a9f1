import { expect, test } from "vitest";
import { didYouMean } from "../../src/text/did-you-mean.ts";

const names = ["StringContains", "StringNotContains", "NumberIn"];

test.each([
  ["stringcontains", "StringContains"],
  ["StringContain", "StringContains"],
  ["StringNotContain", "StringNotContains"],
  ["numberln", "NumberIn"],
  ["Regex", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("%.20s", (name, meant) => {
  expect(didYouMean(name, names)).toBe(meant);
});
