import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../src/policies/rules/index.ts";
import type { Parameter } from "../../src/policies/rules/parameters.ts";
import type { Rule } from "../../src/policies/rules/rule.ts";

const page = readFileSync(new URL("../../../../docs/policies.md", import.meta.url), "utf8");

/** The row of a rule, as docs/policies.md has it. */
function row({ name, level, description, protectsFrom, parameters, references }: Rule): string {
  const cells = [
    `\`${name}\``,
    level,
    description,
    protectsFrom,
    Object.entries(parameters)
      .map(([key, one]) => `\`${key}\`${defaultOf(one)}`)
      .join(", "),
    references.map(({ title, url }) => `[${title}](${url})`).join(", "),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`.replaceAll(/ {2,}/g, " ");
}

function defaultOf(parameter: Parameter): string {
  if (parameter.default === undefined) return "";
  return Array.isArray(parameter.default)
    ? ` (${parameter.default.map((one) => `\`${one}\``).join(", ") || "none"})`
    : ` (\`${String(parameter.default)}\`)`;
}

test("the table has every policy in order, each with its level, parameters and references, and no other", () => {
  const rows = page.split("\n").filter((line) => /^\| `[-a-z0-9]+` \| (?:advisory|mandatory|disabled) /.test(line));
  expect(rows.length).toBeGreaterThan(25);
  expect(rows, "copy the rows of this difference into docs/policies.md").toEqual(rules.map(row));
});

test("every parameter is explained, with the words that the schema has for it", () => {
  for (const { name, parameters } of rules) {
    for (const [key, { description }] of Object.entries(parameters)) {
      expect(page, `${name}.${key}`).toContain(`- \`${name}.${key}\`: ${description}`);
    }
  }
  const explained = [...page.matchAll(/^- `([-a-z0-9]+)\.(\w+)`: /gm)].map(([, rule, key]) => `${rule}.${key}`);
  expect(explained.sort()).toEqual(
    rules.flatMap(({ name, parameters }) => Object.keys(parameters).map((key) => `${name}.${key}`)).sort(),
  );
});

test("every advisory policy has its reason, and no mandatory one", () => {
  const section = page.split(/^##+ /m).find((one) => one.startsWith("Why some are advisory\n")) ?? "";
  const reasons = [...section.matchAll(/^\| `([-a-z0-9]+)` \| /gm)].map(([, name]) => name);
  expect(reasons.sort()).toEqual(
    rules
      .filter(({ level }) => level === "advisory")
      .map(({ name }) => name)
      .sort(),
  );
});
