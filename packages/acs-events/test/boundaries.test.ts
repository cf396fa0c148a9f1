import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * The rooms, the longest name first, and which other rooms each may import from. "packages" are the ones that not
 * everybody may have: a room that is not listed for a package may not import it.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  "infra/catalog": [],
  "infra/filters": ["infra/catalog"],
  "infra/subscriptions": ["infra/filters", "infra/catalog"],
  "infra/config": ["infra/subscriptions", "infra/filters", "infra/catalog"],
  "infra/resources": ["infra/subscriptions", "infra/config"],
  "infra/teams": ["infra"],
  infra: ["infra/config", "infra/resources", "infra/subscriptions", "infra/filters", "infra/teams", "setup"],
  policies: ["infra/filters", "infra/catalog", "infra/subscriptions"],
  handlers: ["infra/catalog"],
  diagram: ["infra/filters", "infra/subscriptions", "infra/catalog"],
  review: ["infra/filters", "infra/subscriptions", "infra/catalog", "policies", "diagram"],
  emulator: ["infra/filters", "infra/catalog"],
  deployment: ["infra/config", "infra/resources", "infra/subscriptions", "setup"],
  rehearsal: [
    "deployment",
    "infra",
    "infra/config",
    "infra/catalog",
    "infra/filters",
    "infra/subscriptions",
    "emulator",
    "handlers",
    "policies",
    "setup",
  ],
  setup: [],
  "team-files": ["infra/subscriptions", "infra/filters", "infra/catalog"],
  cli: [
    "infra",
    "infra/catalog",
    "infra/config",
    "infra/filters",
    "infra/subscriptions",
    "review",
    "diagram",
    "policies",
    "emulator",
    "deployment",
    "rehearsal",
    "handlers",
    "setup",
    "team-files",
  ],
};

/** Who may import what is heavy or impure. */
const reserved: readonly { readonly name: RegExp; readonly allowed: readonly string[] }[] = [
  { name: /^@pulumi\/azure-native(?:\/|$)/, allowed: ["infra/resources/", "infra/index.ts"] },
  { name: /^@pulumi\/policy(?:\/|$)/, allowed: ["policies/index.js", "policies/index.ts"] },
  {
    name: /^@pulumi\/pulumi(?:\/|$)/,
    allowed: [
      "infra/resources/",
      "infra/index.ts",
      "infra/config/from-pulumi.ts",
      "emulator/provider/",
      "deployment/",
      "rehearsal/",
      "setup/",
    ],
  },
];

const pure = ["infra/catalog", "infra/filters", "infra/subscriptions", "policies/rules", "review", "team-files"];
const impure = /^(?:node:(?!url$).*|@pulumi\/.*|@hono\/.*|hono.*|@grpc\/.*|commander|yaml)$/;

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const files = Object.keys(rooms)
  .filter((room) => !room.startsWith("infra/"))
  .flatMap((room) => sourceFiles(join(root, room)));
const imports = files.flatMap(importsOf);

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(files.length);
  expect(imports).toContainEqual({ file: "infra/subscriptions/plan.ts", specifier: "infra/filters/arm/index.ts" });
  expect(imports).toContainEqual({ file: "infra/teams/support.ts", specifier: "infra/acs-events.ts" });
});

test("rooms import from the rooms that they may, in one direction", () => {
  const strays = imports.filter(({ file, specifier }) => {
    const from = roomOf(file);
    const to = roomOf(specifier);
    return from !== undefined && to !== undefined && from !== to && !rooms[from]?.includes(to);
  });
  expect(strays).toEqual([]);
});

test("no file takes part in a cycle of imports", () => {
  const graph = Map.groupBy(imports, ({ file }) => file);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
    } else if (!done.has(file)) {
      for (const { specifier } of graph.get(file) ?? []) visit(specifier, [...path, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});

describe("packages", () => {
  test.each(reserved)("$name is imported where it belongs", ({ name, allowed }) => {
    const users = imports.filter(({ specifier }) => name.test(specifier));
    expect(users.filter(({ file }) => !allowed.some((place) => file.startsWith(place)))).toEqual([]);
  });

  test("azure-native by sub-module only, which keeps types and start fast", () => {
    const users = imports.filter(({ specifier }) => specifier.startsWith("@pulumi/azure-native"));
    expect(users.length).toBeGreaterThan(5);
    expect(users.filter(({ specifier }) => !/^@pulumi\/azure-native\/\w+\/index\.js$/.test(specifier))).toEqual([]);
  });

  test("the pure rooms do no input or output and know no Pulumi", () => {
    const inside = imports.filter(({ file }) => pure.some((room) => file.startsWith(`${room}/`)));
    expect(inside.length).toBeGreaterThan(20);
    expect(inside.filter(({ specifier }) => impure.test(specifier))).toEqual([]);
  });
});

test("no folder is called utils, helpers, common or types", () => {
  expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|types)(?:\/|\.)/.test(file))).toEqual([]);
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !file.includes("node_modules/"))
    .sort();
}

/** Static and dynamic imports and re-exports; relative ones and `#acs-events` as paths of the repository. Types alone count too. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, "");
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)"([^"]+)"/g);
  return [...found].map(([, specifier = ""]) => ({
    file,
    specifier: specifier.startsWith(".")
      ? relative(root, join(root, dirname(file), specifier)).replaceAll("\\", "/")
      : specifier === "#acs-events"
        ? "infra/acs-events.ts"
        : specifier,
  }));
}

function roomOf(path: string): string | undefined {
  const room = Object.keys(rooms)
    .sort((a, b) => b.length - a.length)
    .find((name) => path.startsWith(`${name}/`));
  return room;
}
