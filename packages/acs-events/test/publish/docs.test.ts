import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publishProblemIds } from "../../src/publish/publish-problem.ts";
import { alertsConfig, handlersConfig } from "../../src/stack/handlers.ts";
import { repositoryRoot } from "../sample-project.ts";

const page = (name: string): string => readFileSync(join(repositoryRoot, "docs", name), "utf8");

test("docs/publish.md has every problem of publish", () => {
  const publishing = page("publish.md");
  expect(publishProblemIds.length).toBeGreaterThan(10);
  expect(publishProblemIds.filter((id) => !publishing.includes(`\`${id}\``))).toEqual([]);
});

test("docs/reference/configuration-in-detail.md has every key of the app and of the alerts", () => {
  const configuration = page("reference/configuration-in-detail.md");
  const keys = [...Object.keys(handlersConfig.shape), ...Object.keys(alertsConfig.shape)];
  expect(keys.filter((key) => !configuration.includes(key))).toEqual([]);
});
