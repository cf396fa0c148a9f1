import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../src", import.meta.url));

/**
 * Every room of the package, from the ground up, and which other rooms each may import from. `entries` has the files
 * that a package's `exports` name.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  text: [],
  json: ["text"],
  catalog: ["text", "json"],
  filters: ["catalog", "text", "json"],
  "filter-sets": ["filters", "filter-rules", "catalog", "text", "json"],
  "filter-rules": ["filters", "catalog", "text", "json"],
  "filter-builder": ["filters", "filter-rules", "filter-sets", "catalog", "text", "json"],
  "subscription-index": ["filters", "catalog", "text", "json"],
  plan: ["filters", "filter-builder", "filter-rules", "catalog", "text", "json"],
  "subscription-set": ["filters", "filter-rules", "filter-sets", "plan", "catalog", "text", "json"],
  stack: ["plan", "catalog", "text", "json"],
  policies: ["plan", "subscription-set", "filters", "filter-rules", "filter-sets", "catalog", "text", "json", "setup"],
  diagram: ["subscription-set", "filters", "filter-rules", "plan", "catalog", "text", "json"],
  review: [
    ...["subscription-set", "subscription-index", "filters", "filter-sets", "filter-rules", "policies", "diagram"],
    ...["plan", "catalog", "text", "json"],
  ],
  project: ["plan", "stack", "policies", "review", "handlers", "catalog", "text", "json"],
  pulumi: ["plan", "stack", "project", "catalog", "text", "json"],
  handlers: ["catalog", "text", "json"],
  emulator: ["filters", "filter-rules", "filter-builder", "subscription-index", "catalog", "text", "json", "setup"],
  setup: [],
  engine: ["setup", "text"],
  rehearsal: [
    ...["engine", "project", "stack", "policies", "emulator", "handlers", "functions-host", "publish", "plan"],
    ...["pulumi", "review", "subscription-set", "setup"],
    ...["filter-sets", "filters", "catalog", "text", "json"],
  ],
  deployment: ["engine", "pulumi", "stack", "plan", "project", "publish", "text", "json"],
  "team-files": ["subscription-set", "plan", "filters", "filter-builder", "filter-rules", "catalog", "text", "json"],
  "azure-login": ["text"],
  "functions-host": ["text"],
  publish: ["engine", "project", "stack", "azure-login", "functions-host", "text", "json"],
  "dead-letters": ["handlers", "catalog", "text", "json"],
  reference: [
    ...["filters", "filter-builder", "filter-rules", "filter-sets", "subscription-set", "policies", "review"],
    ...["team-files", "catalog", "text", "json"],
  ],
  init: ["catalog", "text", "json"],
  testing: ["*"],
  cli: ["*"],
  entries: ["*"],
};

/** Who may import what is heavy or impure. */
const reserved: readonly { readonly name: RegExp; readonly allowed: readonly string[] }[] = [
  { name: /^@pulumi\/azure-native(?:\/|$)/, allowed: ["pulumi/"] },
  { name: /^@pulumi\/policy(?:\/|$)/, allowed: ["policies/policy-pack.ts"] },
  {
    name: /^@pulumi\/pulumi(?:\/|$)/,
    allowed: ["pulumi/", "emulator/provider/", "deployment/", "engine/", "rehearsal/", "setup/"],
  },
];

const pure = [
  ...["text", "json", "catalog", "filters", "filter-builder", "filter-rules", "filter-sets", "subscription-index"],
  ...["plan", "subscription-set", "policies/rules", "review", "diagram", "team-files"],
];
const impure = /^(?:node:(?!url$).*|@pulumi\/.*|@hono\/.*|hono.*|@grpc\/.*|commander|yaml)$/;

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as {
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { readonly optional?: boolean }>;
};
const files = sourceFiles(root);
const imports = files.flatMap(importsOf);

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(files.length);
  expect(imports).toContainEqual({ file: "plan/plan.ts", specifier: "plan/subscription.ts" });
});

test("every file is in a room that this test knows", () => {
  expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
});

test("rooms import from the rooms that they may, in one direction", () => {
  const strays = imports.filter(({ file, specifier }) => {
    const from = roomOf(file);
    const to = roomOf(specifier);
    return from !== undefined && to !== undefined && from !== to && !mayImport(from, to);
  });
  expect(strays).toEqual([]);
});

test("what rooms may import leads in no circle", () => {
  const circles: string[] = [];
  const visit = (room: string, path: readonly string[]): void => {
    if (path.includes(room)) circles.push([...path, room].join(" → "));
    else for (const next of rooms[room] ?? []) if (next !== "*") visit(next, [...path, room]);
  };
  for (const room of Object.keys(rooms)) visit(room, []);
  expect(circles).toEqual([]);
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

  test("azure-native by the file of the resource: an index loads every resource beside it, hundreds of files", () => {
    const users = imports.filter(({ specifier }) => specifier.startsWith("@pulumi/azure-native"));
    expect(users.length).toBeGreaterThan(5);
    expect(
      users.filter(
        ({ specifier }) => !/^@pulumi\/azure-native\/(?:\w+\/(?!index\.)\w+|utilities)\.js$/.test(specifier),
      ),
    ).toEqual([]);
  });

  test("what is imported is a dependency of the package, or an optional peer, and no peer has to be there", () => {
    const own = new Set(files);
    const others = imports.filter(
      ({ specifier }) => !own.has(specifier) && !/^(?:node:|#|\.|.*\.json$)/.test(specifier),
    );
    const used = new Set(others.flatMap(({ specifier }) => /^(?:@[\w-]+\/)?[\w.-]+/.exec(specifier) ?? []));
    // The types of the first two come with the SDK of Pulumi, and so does what runs; files that are written import itself.
    const besides = ["@grpc/grpc-js", "google-protobuf", "acs-events"];
    const known = [...Object.keys(dependencies), ...Object.keys(peerDependencies), ...besides];
    expect(used.size).toBeGreaterThan(20);
    expect([...used].filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)).toEqual([]);
  });

  test("the pure rooms do no input or output and know no Pulumi", () => {
    const inside = imports.filter(({ file }) => pure.some((room) => file.startsWith(`${room}/`)));
    expect(inside.length).toBeGreaterThan(20);
    // It loads a library that is as pure as they are, when that is needed first.
    const loader = { file: "filter-sets/automata.ts", specifier: "node:module" };
    expect(inside.filter(({ specifier }) => impure.test(specifier))).toEqual([loader]);
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

/** Static and dynamic imports and re-exports; relative ones as paths below `src`. Types alone count too. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, "");
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)"([^"]+)"/g);
  return [...found].map(([, specifier = ""]) => ({
    file,
    specifier: specifier.startsWith(".")
      ? relative(root, join(root, dirname(file), specifier)).replaceAll("\\", "/")
      : specifier,
  }));
}

function mayImport(from: string, to: string): boolean {
  const allowed = rooms[from] ?? [];
  return allowed.includes(to) || (allowed.includes("*") && to !== "cli" && to !== "entries");
}

function roomOf(path: string): string | undefined {
  const [room = ""] = path.split("/");
  return path.includes("/") && Object.hasOwn(rooms, room) ? room : undefined;
}
