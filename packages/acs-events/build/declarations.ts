import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { withJavaScriptNames } from "./compile.ts";
import { tsc } from "./tsc.ts";

/** Writes the declarations of the package in `from` into `to`. */
export async function declarations(from: string, to: string): Promise<void> {
  const out = join(to, "dist");
  await promisify(execFile)(process.execPath, [tsc, "--project", join(from, "tsconfig.build.json"), "--outDir", out], {
    maxBuffer: 1 << 26,
  }).catch((error: unknown) => {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    throw new Error(`The declarations could not be made:\n${said}`);
  });
  await rm(join(out, "tsconfig.tsbuildinfo"), { force: true });
  const entries = await readdir(out, { withFileTypes: true, recursive: true });
  await Promise.all(
    entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".d.ts"))
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const text = await readFile(file, "utf8");
        await writeFile(file, withJavaScriptNames(text));
      }),
  );
}
