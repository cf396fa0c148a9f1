import { cp, glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Puts the package as it is published into `folder/node_modules`: JavaScript, beside which there is no TypeScript. Node
 * does not strip types below node_modules, and the SDK's own loader would compile sources that it finds elsewhere.
 */
export async function installBuiltPackage(folder: string): Promise<void> {
  const target = join(folder, "node_modules", "acs-events");
  for await (const file of glob("src/**/*.{ts,js,json}", { cwd: root })) {
    const out = join(target, file.replace(/^src/, "dist").replace(/\.ts$/, ".js"));
    await mkdir(dirname(out), { recursive: true });
    if (!file.endsWith(".ts")) await cp(join(root, file), out);
    else await writeFile(out, javascriptOf(await readFile(join(root, file), "utf8")));
  }
  const { exports, ...rest } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    readonly exports: Readonly<Record<string, string>>;
  };
  const built = Object.entries(exports).map(([name, file]) => [
    name,
    file.replace("./src/", "./dist/").replace(/\.ts$/, ".js"),
  ]);
  await writeFile(join(target, "package.json"), JSON.stringify({ ...rest, exports: Object.fromEntries(built) }));
}

function javascriptOf(typescript: string): string {
  return stripTypeScriptTypes(typescript).replaceAll(/((?:from|import)\s*\(?\s*"\.{1,2}\/[^"]*)\.ts"/g, '$1.js"');
}
