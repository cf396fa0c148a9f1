import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { referenceFiles } from "../src/reference/index.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Writes docs/reference from the definitions, and removes the pages of what there is no more. */
async function writeReference(): Promise<number> {
  const files = referenceFiles();
  for (const folder of new Set([...files.keys()].map((name) => dirname(name)))) {
    const there = await readdir(join(repository, folder)).catch(() => []);
    const gone = there.map((name) => `${folder}/${name}`).filter((name) => !files.has(name));
    await Promise.all(gone.map((name) => rm(join(repository, name))));
  }
  for (const [name, text] of files) {
    const file = join(repository, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return files.size;
}

console.log(`${await writeReference()} pages written into docs/reference.`);
