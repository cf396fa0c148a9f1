import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findingSections } from "../../src/reference/index.ts";

const root = new URL("../../../../", import.meta.url);

const ids = findingSections
  .filter(({ reportedBy }) => reportedBy !== "review")
  .flatMap(({ definitions }) => definitions.flatMap((one) => Object.keys(one)));

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
