import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildFindings } from "../../../src/filter-builder/findings.ts";
import { type FindingDefinitions, filterRules } from "../../../src/filter-rules/index.ts";
import { setsRule } from "../../../src/filter-sets/index.ts";
import { armFindings } from "../../../src/filters/azure-json/arm-findings.ts";
import { policyFindings } from "../../../src/policies/policy-findings.ts";
import { readingFindings } from "../../../src/subscription-set/reading-findings.ts";
import { setFindings, subscriptionRules, topicFindings } from "../../../src/subscription-set/rules/index.ts";

const root = new URL("../../../../../", import.meta.url);
const page = readFileSync(new URL("docs/findings.md", root), "utf8");

/** The tables of the page, in its order. */
const tables: Readonly<Record<string, readonly FindingDefinitions[]>> = {
  "Reading subscriptions": [readingFindings],
  "Reading a filter": [armFindings],
  "Building a filter": [buildFindings],
  Filters: filterRules.map(({ findings }) => findings),
  "What conditions mean together": [setsRule.findings],
  Subscriptions: subscriptionRules.map(({ findings }) => findings),
  "Subscriptions of one topic": [setFindings, topicFindings],
  Policies: [policyFindings],
};

function renderTable(definitions: readonly FindingDefinitions[]): string {
  const rows = definitions
    .flatMap((one) => Object.entries(one))
    .map(([id, { level, azure, azureUnproven, says, todo }]) => {
      const refused = azureUnproven ? "by the documentation Azure refuses it" : "Azure refuses it";
      const cells = [`\`${id}\``, azure === undefined ? level : `${level}, ${refused}`, says, todo];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
  return ["| finding | level | what it says | what to do |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

describe("docs/findings.md says what the code says", () => {
  test.each(Object.entries(tables))("%s", (section, definitions) => {
    const text = page.split(/^## /m).find((one) => one.startsWith(`${section}\n`));
    const [table = ""] = /^\|[\s\S]*\|$/m.exec(text ?? "") ?? [];
    // If this fails: paste the expected table under the heading of this section in docs/findings.md.
    expect(table).toBe(renderTable(definitions));
  });

  test("and nothing else", () => {
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, section]) => section)).toEqual(Object.keys(tables));
  });
});

const ids = Object.values(tables)
  .flat()
  .flatMap((one) => Object.keys(one));

test("an id means one thing", () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)+$/.test(id))).toEqual([]);
});

test("no finding is made in these rooms beside the definitions", () => {
  const folders = [
    "filters/azure-json",
    "filter-builder",
    "filter-rules",
    "filter-sets",
    "subscription-set",
    "subscription-set/formats",
    "subscription-set/rules",
  ];
  const src = new URL("packages/acs-events/src/", root);
  const files = folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, src))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => new URL(`${folder}/${file}`, src)),
  );
  const sources = files.map((file) => readFileSync(file, "utf8"));
  expect(sources.filter((source) => source.includes("finding(")).length).toBeGreaterThan(20);
  const made = sources.flatMap((source) => [...source.matchAll(/finding\(\w+, "([\w-]+)"/g)].map(([, id]) => id));
  expect(made.filter((id) => id !== undefined && !ids.includes(id))).toEqual([]);
  // A finding written as a literal would have a level of its own.
  expect(sources.filter((source) => /\bid: "[\w-]+",\s*level:/.test(source))).toEqual([]);
});
