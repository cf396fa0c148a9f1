import { describe, expect, test } from "vitest";
import { rawFilter } from "../../src/filter-builder/index.ts";
import { renderRawFilter } from "../../src/filter-builder/raw-filter.ts";
import { plan } from "../../src/plan/plan.ts";
import { subscription } from "../../src/plan/subscription.ts";
import { defineTeam } from "../../src/plan/team.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const json = {
  includedEventTypes: ["Microsoft.Communication.SmsOld"],
  advancedFilters: [{ operatorType: "StringIsNew", key: "data.from", values: ["1"], since: 2027 }],
  somethingNew: { a: [1] },
};
const because = "it is newer than this repository";

test("nothing of it is lost, and what is absent has Azure's defaults", () => {
  expect(renderRawFilter(rawFilter(json, { because }))).toEqual({
    ...json,
    subjectBeginsWith: "",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: false,
  });
});

test("what could be read of it is a filter like any other", () => {
  const filter = rawFilter({ ...json, subjectBeginsWith: "/phonenumber/" }, { because });
  expect(filter).toMatchObject({
    kind: "filter",
    eventTypes: json.includedEventTypes,
    subjectBeginsWith: "/phonenumber/",
  });
});

test("a plan has it as it was written, and check can speak about it", () => {
  const team = defineTeam("support", { owner: "support@contoso.example" }, () => [
    subscription("old", { filter: rawFilter(json, { because }), endpoint: "crm", azureName: "legacy" }),
  ]);
  const endpoints = { crm: { kind: "azure-function" as const, id: "/crm" } };
  const stack = { name: "dev", endpoints, defaults: {}, deadLetterContainer: "undelivered", values: {} };
  const planned = plan([{ file: "infra/teams/support.ts", team }], stack);
  expect(planned.problems).toEqual([]);
  expect(planned.subscriptions.map(({ name, filter }) => [name, filter])).toEqual([
    ["legacy", renderRawFilter(rawFilter(json, { because }))],
  ]);
  const { findings } = readSubscriptionSet(JSON.parse(JSON.stringify(planned.subscriptions)));
  expect(findings.map(({ subscription: name, id }) => [name, id])).toEqual([
    ["legacy", "property-unknown"],
    ["legacy", "property-unknown"],
    ["legacy", "operator-unknown"],
  ]);
});

describe("fails", () => {
  test.each<[string, unknown, unknown, string]>([
    [
      "for what is not an object",
      [],
      { because },
      "filter: rawFilter() takes the object that Azure calls filter, but here is an empty list.",
    ],
    [
      "without a reason",
      json,
      { because: " " },
      'filter.because: rawFilter() wants the reason why filter() will not do, as { because: "…" }, but here is " ".',
    ],
  ])("%s", (_, given, options, message) => {
    // What JavaScript may pass.
    expect(() => Reflect.apply(rawFilter, undefined, [given, options])).toThrow(message);
  });
});
