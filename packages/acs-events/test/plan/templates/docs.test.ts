import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { checkFilter } from "../../../src/filter-rules/index.ts";
import type { SubscriptionDeclaration } from "../../../src/plan/subscription.ts";
import { templates, whenItEnds } from "../../../src/plan/templates/index.ts";
import * as acsEvents from "../../sample-project/infra/acs-events.ts";

const page = readFileSync(new URL("../../../../../docs/reference/templates-in-detail.md", import.meta.url), "utf8");
const [overview = "", details = ""] = page.split("\n## One by one\n");
const sections = (details.split("\n## ")[0] ?? "").split(/^### /m).slice(1);

const cell = (text: string): string => text.replaceAll("|", "\\|");
const code = (text: string): string => `\`${text}\``;
const rowsOf = (text: string): string[] => text.split("\n").filter((line) => /^\| \[?`/.test(line));

test("the table has every template in order, with what it says of itself, and no other", () => {
  const expected = templates.map((template) => {
    const { function: name, catches, leavesOut, options } = template;
    const own = options.map((option) => code(option.name)).join(", ");
    return `| [${code(name)}](#${name.toLowerCase()}) | ${[catches, leavesOut, own, whenItEnds(template)].map(cell).join(" | ")} |`;
  });
  expect(expected.length).toBeGreaterThan(10);
  expect(rowsOf(overview), "copy the rows of this difference into docs/reference/templates-in-detail.md").toEqual(
    expected,
  );
});

test("there is a section for every template, and no other", () => {
  expect(sections.map((section) => section.split("\n")[0])).toEqual(templates.map((template) => template.function));
});

describe.each(templates)("the section of $function", (template) => {
  const section = sections.find((one) => one.startsWith(`${template.function}\n`)) ?? "";

  test("has every option in order, with what it says of itself, and no other", () => {
    const expected = template.options.map(({ name, description, allowed, required, otherwise }) => {
      const values = allowed === undefined ? "" : `: ${allowed.map(code).join(", ")}`;
      return `| ${code(name)} | ${cell(`${description}${values}`)} | ${required ? "required" : cell(otherwise ?? "")} |`;
    });
    expect(rowsOf(section), "copy the rows of this difference into docs/reference/templates-in-detail.md").toEqual(
      expected,
    );
  });

  test("says its name on the command line and what it is for", () => {
    expect(section).toContain(`\nOn the command line ${code(template.name)}: ${template.summary}.\n`);
  });

  test("has an example that works", () => {
    const example = /^```ts\n(.*?)^```/ms.exec(section)?.[1] ?? "";
    const stack = { value: (key: string) => (key === "supportNumbers" ? "1555" : undefined) };
    const made = runInNewContext(`[${example}]`, { ...acsEvents, stack }) as readonly SubscriptionDeclaration[];
    expect(made.length).toBeGreaterThan(0);
    for (const { filter, endpoint, template: carried } of made) {
      expect(carried?.name).toBe(template.name);
      expect(endpoint).toMatch(/^[-a-z]+$/);
      expect(checkFilter(filter).filter(({ level }) => level !== "info")).toEqual([]);
    }
  });
});
