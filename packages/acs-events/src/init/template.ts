import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A file of a new project; `text` where it is not the same as in the template. */
export interface TemplateFile {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  readonly text?: string;
}

/** What a project consists of. Folders are taken whole, without what commands leave in them. */
const parts = [
  ...["Pulumi.yaml", "Pulumi.dev.yaml", "package.json", "tsconfig.json", "setup.js", "vitest.config.ts", ".gitignore"],
  ...["infra", "policies", "handlers", "test", ".github/workflows/review.yml", ".github/actions/review"],
];
/**
 * Names that some files have in the package: npm takes a .gitignore for its own list of what not to pack, and tools take
 * every package.json for one that counts.
 */
const packedNames: Readonly<Record<string, string>> = { ".gitignore": "gitignore", "package.json": "project.json" };
const leftBehind = /(?:^|\/)(?:node_modules|\.acs-events)(?:\/|$)/;

/**
 * Where the template is: in the installed package a folder of its own, and in the repository of this package its top,
 * which is the same project.
 */
export function templateRoot(): string {
  const packed = fileURLToPath(new URL("../../template", import.meta.url));
  return existsSync(packed) ? packed : fileURLToPath(new URL("../../../..", import.meta.url));
}

/** Where a file of the project is below the template in the package. */
export function packedName(file: string): string {
  return packedNames[file] ?? file;
}

/** The files of the project at `root`, sorted; package.json as a project of its own needs it. */
export async function templateFiles(root: string): Promise<readonly TemplateFile[]> {
  const found = await Promise.all(parts.map((part) => filesIn(root, part)));
  const files = found.flat().filter((file) => !leftBehind.test(file));
  const manifest = packageOfProject(JSON.parse(await readFile(pathIn(root, "package.json"), "utf8")));
  return files.sort().map((file) => {
    if (file === "package.json") return { file, text: `${JSON.stringify(manifest, null, 2)}\n` };
    return file === "vitest.config.ts" ? { file, text: testsOfProject } : { file };
  });
}

/** The text of one of these files. */
export async function templateText(root: string, { file, text }: TemplateFile): Promise<string> {
  if (text !== undefined) return text;
  return readFile(pathIn(root, file), "utf8");
}

/** Of the template in the package, or of a project: the path of one of its files. */
function pathIn(root: string, file: string): string {
  const packed = join(root, packedName(file));
  return existsSync(packed) ? packed : join(root, file);
}

async function filesIn(root: string, part: string): Promise<string[]> {
  const path = pathIn(root, part);
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (entries === undefined) return [part];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${part}${join(entry.parentPath, entry.name).slice(path.length)}`.replaceAll("\\", "/"));
}

const manifestOfTemplate = z.looseObject({
  engines: z.record(z.string(), z.string()),
  imports: z.record(z.string(), z.string()),
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});

/** The vitest.config.ts of a project: that at the top of this package's repository has the tests of the package too. */
const testsOfProject = `import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Hides Node's warning that SQLite is experimental: an inbox of this project is a SQLite file.
    setupFiles: ["acs-events/testing/setup"],
    // The files share the modules that they load. To load them again for each file would take most of the time.
    isolate: false,
  },
});
`;

/** The package.json of a project, without what the top of this package's repository needs for the package itself. */
function packageOfProject(json: unknown): Readonly<Record<string, unknown>> {
  const { engines, imports, scripts, dependencies, devDependencies, allowScripts } = manifestOfTemplate.parse(json);
  const kept = ["setup", "prestart", "start", "pretest"];
  const { "@biomejs/biome": _, ...tools } = devDependencies;
  return {
    name: "acs-events-project",
    private: true,
    type: "module",
    engines,
    imports,
    scripts: {
      ...Object.fromEntries(Object.entries(scripts).filter(([name]) => kept.includes(name))),
      test: "tsc --noEmit && vitest run",
    },
    dependencies,
    devDependencies: tools,
    allowScripts,
  };
}
