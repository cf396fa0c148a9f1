import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { build, type Plugin, transform } from "esbuild";
import { z } from "zod";

const described = z.looseObject({ exports: z.record(z.string(), z.string()) });

/** What is loaded by its path, beside what package.json names: the command line, and programs that run in a process of their own. */
const loadedByPath = ["cli/main.ts", "rehearsal/watch/program-worker.ts", "rehearsal/watch/handlers-worker.ts"];

/**
 * Writes the package in `from` as JavaScript into `to`: `src` becomes `dist`. Modules that are always loaded together
 * become one file in `dist/parts`, since finding and reading hundreds of files is a quarter of a short command. No module
 * is in two files, so that the command line and a project's own code have the same classes. Names stay, so that a place
 * in a stack can be found; a comment says the source. What is no TypeScript is copied.
 */
export async function compile(from: string, to: string): Promise<void> {
  const source = join(from, "src");
  const dist = join(to, "dist");
  const { exports } = described.parse(JSON.parse(await readFile(join(from, "package.json"), "utf8")));
  const named = Object.values(exports).filter((file) => file.endsWith(".ts"));
  const { outputFiles } = await build({
    entryPoints: [...named.map((file) => join(from, file)), ...loadedByPath.map((file) => join(source, file))],
    absWorkingDir: from,
    outbase: source,
    outdir: dist,
    chunkNames: "parts/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    packages: "external",
    plugins: [copiedFiles(source), ownAddresses(source)],
    write: false,
    logLevel: "error",
  });
  await Promise.all([
    copyOthers(source, dist),
    ...outputFiles.map(async ({ path, text }) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, withAddresses(text, relative(dist, dirname(path))));
    }),
  ]);
  await mkdir(join(to, "bin"));
  const bin = await readFile(join(from, "bin/acs-events.js"), "utf8");
  await writeFile(join(to, "bin/acs-events.js"), withJavaScriptNames(bin.replaceAll("../src/", "../dist/")), {
    mode: 0o755,
  });
}

/** What is not compiled is copied to its place in `dist`, where it is imported from. */
function copiedFiles(source: string): Plugin {
  return {
    name: "copied files",
    setup: (compiler) =>
      compiler.onResolve({ filter: /^\.\.?\/.*\.(?:js|cjs|json)$/ }, ({ path, resolveDir }) => ({
        path: addressOf(source, join(resolveDir, path)),
        external: true,
      })),
  };
}

/** A module's `import.meta.url` stays the address that it would have as a file of its own: files lie beside it. */
function ownAddresses(source: string): Plugin {
  return {
    name: "own addresses",
    setup: (compiler) =>
      compiler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        if (!text.includes("import.meta.url")) return undefined;
        const { code } = await transform(text, {
          loader: "ts",
          target: "node22",
          define: { "import.meta.url": "addressOfModule" },
        });
        const address = JSON.stringify(addressOf(source, path.replace(/\.ts$/, ".js")));
        // In a program that is bundled to CommonJS, `import.meta` is empty.
        const own = `const addressOfModule = import.meta.url && new URL(${address}, import.meta.url).href;\n`;
        return { contents: (code.includes("addressOfModule") ? own : "") + code, loader: "js" };
      }),
  };
}

const mark = "in-dist:";

/** Stands for the path to a file of `dist` until it is known in which file it is written. */
function addressOf(source: string, file: string): string {
  return mark + relative(source, file).replaceAll(sep, "/");
}

/** Writes the paths to files of `dist` as they are from one of its folders. */
function withAddresses(code: string, folder: string): string {
  return code.replaceAll(new RegExp(`"${mark}([^"]+)"`, "g"), (_, file: string) => {
    const path = relative(folder, file).replaceAll(sep, "/");
    return JSON.stringify(path.startsWith(".") ? path : `./${path}`);
  });
}

async function copyOthers(source: string, dist: string): Promise<void> {
  const entries = await readdir(source, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    files
      .filter((file) => !file.endsWith(".ts") && !file.endsWith("tsconfig.json"))
      .map(async (file) => {
        const target = join(dist, relative(source, file));
        await mkdir(dirname(target), { recursive: true });
        await cp(file, target);
      }),
  );
}

/** The sources import each other by the names that they have there. */
export function withJavaScriptNames(code: string): string {
  return code.replaceAll(/((?:\bfrom|\bimport)\s*\(?\s*"\.\.?\/[^"\n]*)\.ts"/g, '$1.js"');
}
