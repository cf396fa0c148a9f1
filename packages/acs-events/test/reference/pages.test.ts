import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { overlaps } from "../../src/policies/deduplicate-findings.ts";
import { rules } from "../../src/policies/rules/index.ts";
import { findingSections, referenceFiles, referencePages, whyAdvisory } from "../../src/reference/index.ts";

const repository = new URL("../../../../", import.meta.url);
const files = referenceFiles();
const pages = referencePages();

test("docs/reference is what the definitions say; `npm run docs` writes it", () => {
  const folders = ["findings", "policies", "event-types"].map((name) => `docs/reference/${name}/`);
  const there = folders.flatMap((folder) => readdirSync(new URL(folder, repository)).map((name) => folder + name));
  expect(there.length).toBeGreaterThan(250);
  expect(there.sort(), "run `npm run docs` and commit what it writes").toEqual([...files.keys()].sort());
  const stale = there.filter((file) => readFileSync(new URL(file, repository), "utf8") !== files.get(file));
  expect(stale, "run `npm run docs` and commit what it writes").toEqual([]);
});

test("an id names one page, over all kinds", () => {
  const ids = pages.map(({ id }) => id.toLowerCase());
  expect(new Set(ids).size).toBe(ids.length);
});

test("every advisory policy says why it is advisory, and no mandatory one", () => {
  const advisory = rules.filter(({ level }) => level === "advisory").map(({ name }) => name);
  expect(Object.keys(whyAdvisory).sort()).toEqual(advisory.sort());
});

test("a policy's page names the findings that mean the same, and they exist", () => {
  const findings = findingSections.flatMap(({ definitions }) => definitions.flatMap((one) => Object.keys(one)));
  for (const { policy, findings: same } of overlaps) {
    const { markdown = "" } = pages.find(({ kind, id }) => kind === "policy" && id === policy) ?? {};
    for (const id of same) {
      expect(findings).toContain(id);
      expect(markdown).toContain(`[${id}](../findings/${id}.md)`);
    }
  }
});
