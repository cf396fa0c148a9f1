import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { templates } from "../../../src/plan/templates/index.ts";
import { repositoryRoot } from "../../sample-project.ts";
import { acsEvents } from "../command-line.ts";

const page = await readFile(join(repositoryRoot, "docs/teams.md"), "utf8");

test("the file that the page shows is what its command writes", async () => {
  const command = /^npx acs-events (new team .* --template .*)$/m.exec(page)?.[1] ?? "";
  const { status, stdout } = await acsEvents([...command.split(" "), "--dry-run"]);
  expect(status).toBe(0);
  const shown = /```ts\n(.*?)```/s.exec(page)?.[1];
  expect(shown, "docs/teams.md shows another file than its command writes; paste what is written now").toBe(stdout);
});

test("the templates that the page names are there", () => {
  const named = [...page.matchAll(/--template ([-\w]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(1);
  for (const name of named) expect(templates.map((one) => one.name)).toContain(name);
});

test("the pages that it refers to are there", async () => {
  const links = [...page.matchAll(/\]\(([-\w]+\.md)\)/g)].flatMap(([, file]) => file ?? []);
  expect(links.length).toBeGreaterThan(2);
  for (const file of links) expect(await readFile(join(repositoryRoot, "docs", file), "utf8")).toMatch(/^# /);
});
