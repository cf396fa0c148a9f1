import { expect, test } from "vitest";
import { nameRule } from "../../../src/subscription-set/rules/name.ts";
import { said } from "./said.ts";

test.each([["abc"], ["A-1"], ["x".repeat(64)], ["[format('{0}/x', parameters('topic'))]"]])("%s passes", (name) => {
  expect(said(nameRule, { name })).toEqual([]);
});

test("what Azure refuses", () => {
  expect(said(nameRule, { name: "support/failed texts" })).toMatchInlineSnapshot(`
    [
      "error subscription-name-invalid at name: Azure refuses the name "support/failed texts"; 3 to 64 letters, digits and hyphens are allowed. [fix "support-failed-texts"]",
    ]
  `);
  expect(said(nameRule, { name: "ab" })).toMatchInlineSnapshot(`
    [
      "error subscription-name-invalid at name: Azure refuses the name "ab" (2 characters); 3 to 64 letters, digits and hyphens are allowed.",
    ]
  `);
  expect(said(nameRule, { name: "x".repeat(65) })).toMatchInlineSnapshot(`
    [
      "error subscription-name-invalid at name: Azure refuses the name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" (65 characters); 3 to 64 letters, digits and hyphens are allowed.",
    ]
  `);
});
