import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { repositoryRoot as repository } from "../sample-project.ts";
import { readAction } from "./run-action.ts";

const folder = join(repository, ".github", "workflows");
const workflows = ["review.yml"].map((name) => readFileSync(join(folder, name), "utf8"));
const action = readAction(repository);

test("no workflow runs a pull request with the rights of its base, and none has more than it needs", () => {
  expect(workflows.length).toBeGreaterThan(0);
  for (const text of workflows) {
    const workflow = parse(text) as {
      on: Record<string, unknown>;
      permissions: Record<string, string>;
      jobs: object;
    };
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(workflow.permissions["contents"]).toBe("read");
    expect(Object.keys(workflow.permissions)).toEqual(["contents", "pull-requests"]);
    for (const job of Object.values(workflow.jobs)) expect(job).not.toHaveProperty("permissions");
  }
});

test("actions of others are named by commit", () => {
  const all = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const used = [...all, readFileSync(join(repository, ".github/actions/review/action.yml"), "utf8")].flatMap((text) =>
    [...text.matchAll(/uses: (\S+)/g)].map(([, name = ""]) => name),
  );
  expect(used).toContainEqual(expect.stringMatching(/^actions\/checkout@/));
  expect(used.filter((name) => !name.startsWith("./") && !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
});

test("every script of a step exists, and no expression is pasted into a shell", () => {
  const runs = action.runs.steps.flatMap(({ run }) => run ?? []);
  expect(runs.length).toBe(4);
  for (const run of runs) {
    expect(run).not.toContain("${{");
    const script = /\$GITHUB_ACTION_PATH\/([\w.-]+)/.exec(run)?.[1] ?? "";
    expect(existsSync(join(repository, ".github/actions/review", script))).toBe(true);
  }
});

test("every input is told in docs/reference/review-action.md", () => {
  const page = readFileSync(join(repository, "docs/reference/review-action.md"), "utf8");
  for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)])
    expect(page).toContain(`\`${name}\``);
});
