import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { eventTypeNames, eventTypes } from "../../../../src/catalog/event-types.ts";
import { payloadPaths } from "../../../../src/filter-rules/payload-lookup.ts";
import { readSubscriptionSet } from "../../../../src/subscription-set/subscription-set.ts";
import { adopt } from "../../../../src/team-files/adopt/adopt.ts";
import { stack } from "../../../cli/import/round-trip.ts";
import { mistakesIn } from "../../team-file-compiler.ts";

const destination = { endpointType: "WebHook", endpointBaseUrl: "https://handlers.contoso.example/api/events" };

/** Every event type with a subject of each of its templates, and every path of its payload asked for something. */
const ofCatalog = eventTypeNames.flatMap((name, index) => {
  const subjects: readonly string[] = eventTypes[name].subjects;
  const filled = subjects.map((template) => template.replaceAll(/\{\w+\}/g, "1"));
  const prefixes = filled.flatMap((one) => [one, one.slice(0, Math.ceil(one.length / 2))]);
  const suffixes = filled.flatMap((one) => [one.slice(one.lastIndexOf("/", one.lastIndexOf("/") - 1))]);
  const operators = ["StringIn", "StringContains", "NumberIn", "NumberInRange", "BoolEquals", "IsNotNull"];
  const conditions = payloadPaths(name)
    .filter((_, at) => at % 5 === index % 5)
    .map((path, at) => condition(operators[(at + index) % operators.length] ?? "", `data.${path}`));
  return [
    ...conditions.map((one) => ({ includedEventTypes: [name], advancedFilters: [one] })),
    ...prefixes.map((subjectBeginsWith) => ({ includedEventTypes: [name], subjectBeginsWith })),
    ...suffixes.map((subjectEndsWith) => ({
      includedEventTypes: [name],
      subjectEndsWith,
      isSubjectCaseSensitive: true,
    })),
  ];
});

function condition(operatorType: string, key: string): object {
  const operands: Readonly<Record<string, object>> = {
    NumberIn: { values: [1] },
    NumberInRange: { values: [[1, 2]] },
    BoolEquals: { value: true },
    IsNotNull: {},
  };
  return { operatorType, key, ...(operands[operatorType] ?? { values: ["Failed", "x"] }) };
}

test("what is written compiles", { timeout: 60_000 }, () => {
  const cases = JSON.parse(
    readFileSync(new URL("../../../filters/data/filter-cases.json", import.meta.url), "utf8"),
  ) as readonly { readonly filter: object }[];
  const filters = [
    ...cases.map(({ filter }) => filter),
    ...ofCatalog,
    ...ofCatalog
      .filter((_, index) => index % 6 === 0)
      .map((filter) => ({ ...filter, includedEventTypes: eventTypeNames.slice(0, 3) })),
  ];
  const json = filters.map((filter, index) => ({ name: `case-${index}`, filter, destination }));
  const { subscriptions } = readSubscriptionSet(json);
  const { text } = adopt(subscriptions, { team: "support", owner: "support@contoso.example", stack });
  expect(text.match(/event\.data/g)?.length).toBeGreaterThan(50);
  expect(text.match(/\b(?:phoneNumber|thread|job|caller|recipientEnd)\(/g)?.length).toBeGreaterThan(20);
  expect(mistakesIn(new Map([["infra/teams/import-under-test.ts", text]]))).toEqual([]);
});
