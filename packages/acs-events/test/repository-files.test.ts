import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { publishedPackage } from "../build/published-package.ts";
import { repositoryRoot } from "./sample-project.ts";

/** What GitHub and npm read of this repository, and nothing here runs. */
const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");
const manifest = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
const ofPackage = JSON.parse(read("packages/acs-events/package.json")) as { readonly version: string };

test("workflows run scripts that are there", () => {
  const names = readdirSync(join(repositoryRoot, ".github/workflows"));
  expect(names).toEqual(expect.arrayContaining(["ci.yml", "drift.yml", "release.yml", "review.yml"]));
  const commands = names.flatMap((name) => {
    const { jobs } = parse(read(`.github/workflows/${name}`)) as {
      readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
    };
    return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  });
  const scripts = commands.flatMap((run) =>
    [...run.matchAll(/npm (?:run )?(test|pack|[\w:]+)$/gm)].map(([, name]) => name),
  );
  expect(scripts).toContain("test");
  expect(scripts).toContain("pack");
  expect(scripts.filter((name) => name === undefined || !Object.hasOwn(manifest.scripts, name))).toEqual([]);
});

test("CI runs the tests on three systems, with two versions of Node", () => {
  const { jobs } = parse(read(".github/workflows/ci.yml")) as {
    readonly jobs: { readonly test: { readonly strategy: { readonly matrix: object } } };
  };
  const os = ["ubuntu-latest", "macos-latest", "windows-latest"];
  expect(jobs.test.strategy.matrix).toEqual({ os, node: [22, 24] });
});

test("issue forms have the fields that GitHub knows", () => {
  const fields = readdirSync(join(repositoryRoot, ".github/ISSUE_TEMPLATE")).flatMap((name) => {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`)) as {
      readonly body: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
    };
    return form.body.flatMap(({ attributes }) => Object.entries(attributes));
  });
  expect(fields.length).toBeGreaterThan(5);
  expect(fields.filter(([key]) => !["label", "description", "render", "placeholder"].includes(key))).toEqual([]);
  expect(fields.filter(([, value]) => typeof value !== "string")).toEqual([]);
});

test("the update bot looks at folders that are there", () => {
  const { updates } = parse(read(".github/dependabot.yml")) as {
    readonly updates: readonly { readonly directory?: string; readonly directories?: readonly string[] }[];
  };
  const folders = updates.flatMap(({ directory, directories = [] }) => [
    ...(directory ? [directory] : []),
    ...directories,
  ]);
  expect(folders.length).toBeGreaterThan(3);
  expect(folders.filter((folder) => !existsSync(join(repositoryRoot, folder)))).toEqual([]);
});

test("the changelog begins with the version of the package, and each decision is listed", () => {
  expect(/^## (\S+)/m.exec(read("CHANGELOG.md"))?.[1]).toBe(ofPackage.version);
  const listed = [...read("docs/internals/decisions/README.md").matchAll(/\]\((\S+\.md)\)/g)].map(([, file]) => file);
  const pages = readdirSync(join(repositoryRoot, "docs/internals/decisions")).filter((name) => name !== "README.md");
  expect(listed.sort()).toEqual(pages.sort());
});

test("what is published names its entries in what was built, and on GitHub the repository that provenance asks for", () => {
  const published = publishedPackage(ofPackage, { GITHUB_REPOSITORY: "contoso/acs-events" });
  expect(published).toMatchObject({
    repository: { url: "git+https://github.com/contoso/acs-events.git", directory: "packages/acs-events" },
    exports: { ".": { types: "./dist/entries/main.d.ts", default: "./dist/entries/main.js" } },
  });
  expect(publishedPackage(ofPackage, {})).not.toHaveProperty("repository");
  for (const name of ["private", "devDependencies", "scripts"]) expect(published).not.toHaveProperty(name);
});
