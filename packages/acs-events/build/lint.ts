import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { packedNow } from "./tarball.ts";

/**
 * What publint and are-the-types-wrong find in the package as it is published: nothing. The answer is kept beside the
 * tarball, and asked for again when anything changed that goes into it. Neither tool asks the network about a tarball.
 */
const linters = [
  { name: "publint", program: "src/cli.js", args: ["--strict"] },
  // CommonJS loads the package by `require`, at run time: its types are those of a module (TypeScript's rule TS1479).
  { name: "@arethetypeswrong/cli", program: "dist/index.js", args: ["--profile", "esm-only"] },
];

const tarball = await packedNow();
const answered = `${dirname(tarball)}.linted`;
if (!existsSync(answered)) {
  const complaints = (await Promise.all(linters.map(complaintOf))).filter((one) => one !== undefined);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
  else await writeFile(answered, "");
}

async function complaintOf({ name, program, args }: (typeof linters)[number]): Promise<string | undefined> {
  const path = join(packageFolder(name), program);
  try {
    await promisify(execFile)(process.execPath, [path, tarball, ...args], { env: { ...process.env, NO_COLOR: "1" } });
    return undefined;
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    return `${name} of ${fileURLToPath(new URL("..", import.meta.url))}:\n${stdout ?? ""}${stderr ?? String(error)}`;
  }
}

/** Its `exports` may hide its package.json. */
function packageFolder(name: string): string {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const folder = places.map((place) => join(place, name)).find((one) => existsSync(one));
  if (folder === undefined) throw new Error(`${name} is not installed; run npm ci`);
  return folder;
}
