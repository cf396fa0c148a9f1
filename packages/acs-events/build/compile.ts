import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { transform } from "esbuild";

/**
 * Writes the sources of the package in `from` as JavaScript into `to`: `src` becomes `dist`, file by file, so that a
 * place in a stack says which source it was. Every other file is copied as it is.
 */
export async function compile(from: string, to: string): Promise<void> {
  const entries = await readdir(join(from, "src"), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const target = join(to, "dist", relative(join(from, "src"), file));
      await mkdir(dirname(target), { recursive: true });
      if (file.endsWith("tsconfig.json")) return;
      if (!file.endsWith(".ts")) return cp(file, target);
      const { code } = await transform(await readFile(file, "utf8"), {
        loader: "ts",
        format: "esm",
        target: "node22",
        sourcefile: file,
      });
      await writeFile(target.replace(/\.ts$/, ".js"), withJavaScriptNames(code));
    }),
  );
  await mkdir(join(to, "bin"));
  const bin = await readFile(join(from, "bin/acs-events.js"), "utf8");
  await writeFile(join(to, "bin/acs-events.js"), withJavaScriptNames(bin.replaceAll("../src/", "../dist/")), {
    mode: 0o755,
  });
}

/** The sources import each other by the names that they have there. */
export function withJavaScriptNames(code: string): string {
  return code.replaceAll(/((?:\bfrom|\bimport)\s*\(?\s*"\.\.?\/[^"\n]*)\.ts"/g, '$1.js"');
}
