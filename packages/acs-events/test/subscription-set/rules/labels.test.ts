import { expect, test } from "vitest";
import { labelsRule } from "../../../src/subscription-set/rules/labels.ts";
import { said } from "./said.ts";

test("labels of any kind pass, and those of the team itself", () => {
  const labels = ["team=support", "owner=support@contoso.example", "x"];
  expect(said(labelsRule, { labels, team: "support", owner: "support@contoso.example" })).toEqual([]);
});

test("empty ones, and one twice", () => {
  expect(said(labelsRule, { labels: ["x", " ", "x"] })).toMatchInlineSnapshot(`
    [
      "warning label-odd at labels[1]: The label is empty; omit it.",
      "warning label-odd at labels[2]: The label "x" occurs twice.",
    ]
  `);
});

test("another team's", () => {
  expect(said(labelsRule, { labels: ["team=sales"], team: "support" })).toMatchInlineSnapshot(`
    [
      "warning label-team-differs at labels[0]: The label says "team=sales", but the subscription's team is "support"; make them agree. [fix "team=support"]",
    ]
  `);
});
