import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";
import { readPageFiles } from "../../../src/emulator/dashboard/page-files.ts";

const folder = fileURLToPath(new URL("../../../src/emulator/dashboard/page/", import.meta.url));
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");

test("every file of the page is served, and nothing else", async () => {
  const served = await readPageFiles();
  expect(served.map(({ path }) => (path === "/" ? "index.html" : path.slice(1))).sort()).toEqual(
    readdirSync(folder).sort(),
  );
});

describe("nothing on the page makes markup or script of text", () => {
  test.each(scripts)("%s", (name) => {
    expect(textOf(name)).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|DOMParser|srcdoc|\beval\b|new Function|\bimport\(\s*[^"]/,
    );
  });

  test("index.html has no script, style or handler of its own", () => {
    const html = textOf("index.html");
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="dashboard.js">']);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  });
});

describe("who cannot see the page can use it", () => {
  const html = textOf("index.html");

  test("every field has a label", () => {
    const fields = [...html.matchAll(/<(?:select|textarea|input)\b[^>]*\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(fields.length).toBeGreaterThan(6);
    for (const id of fields) {
      expect(html).toMatch(
        new RegExp(`<label (?:class="[a-z]+" )?for="${id}">|<label class="[a-z]+"><input id="${id}"`),
      );
    }
  });

  test("every section has a heading, and what changes by itself is announced", () => {
    const headings = [...html.matchAll(/aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
    expect(headings).toHaveLength(6);
    for (const id of headings) expect(html).toContain(`<h2 id="${id}">`);
    expect(html).toContain('<h3 id="verdict" aria-live="polite">');
    for (const id of ["sent", "connection"]) {
      expect(html).toMatch(new RegExp(`<\\w+ id="${id}" role="status">`));
    }
    expect(html).toContain('<p id="mistake" class="mistake" role="alert">');
  });

  test("the scripts find every element that they ask for", () => {
    const ids = scripts.flatMap((name) => [...textOf(name).matchAll(/\b(?:byId|say)\("([^"]+)"/g)].map(([, id]) => id));
    expect(ids.length).toBeGreaterThan(10);
    for (const id of ids) expect(html).toContain(`id="${id}"`);
  });
});
