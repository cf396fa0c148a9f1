import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { usualAttempts } from "../../src/deployment/backoff.ts";
import { rules } from "../../src/policies/rules/index.ts";
import { repositoryRoot } from "../sample-project.ts";
import { acsEvents } from "./command-line.ts";

const page = await readFile(join(repositoryRoot, "docs/deploy.md"), "utf8");

test("the options that the page names are those of the command", async () => {
  const { stdout } = await acsEvents(["deploy", "--help"]);
  const options = new Set([...stdout.matchAll(/^ {2}(--[-a-z]+)/gm)].map(([, option]) => option));
  const named = [...page.matchAll(/`?acs-events deploy ([^#\n`]*)|`(--[^`]+)`/g)].flatMap(([, args, option]) =>
    [...`${args ?? option}`.matchAll(/--[-a-z]+/g)].map(([one]) => one),
  );
  expect(named.length).toBeGreaterThan(8);
  for (const option of named) expect(options, option).toContain(option);
  // Only --help explains itself.
  for (const option of options) expect(named, option).toContain(option);
});

test("the figures, the policy and the pages that it names are right", async () => {
  expect(page).toContain(`up to ${usualAttempts} times`);
  const [, policy] = /policy ([-a-z]+): /.exec(page) ?? [];
  expect(rules.map(({ name }) => name)).toContain(policy);
  const links = [...page.matchAll(/\]\(([-\w]+\.md)\)/g)].flatMap(([, file]) => file ?? []);
  expect(links.length).toBeGreaterThan(1);
  for (const file of links) expect(await readFile(join(repositoryRoot, "docs", file), "utf8")).toMatch(/^# /);
});
