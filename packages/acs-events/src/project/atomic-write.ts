import { link, mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Puts a new file at `path` in one step: there is the whole of it or nothing. Tells whether it did; what was there
 * before is never touched.
 */
export async function createFile(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  const beside = halfWritten(path);
  try {
    await writeFile(beside, text);
    return await linkOrCreate(beside, path, text);
  } finally {
    await rm(beside, { force: true });
  }
}

/**
 * Replaces `before`, the content of the file at `path`, by `after` in one step, and tells whether it did: a file that
 * somebody has changed in the meantime stays as it is.
 */
export async function replaceFile(path: string, before: string, after: string): Promise<boolean> {
  const target = await realpath(path);
  const beside = halfWritten(target);
  try {
    await writeFile(beside, after, { mode: (await stat(target)).mode });
    if ((await readFile(target, "utf8")) !== before) return false;
    await rename(beside, target);
    return true;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Writes the file at `path` in one step, whatever was there: nobody ever reads half of it. */
export async function replaceWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = halfWritten(path);
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** Beside the file, so that it is on the same disk, and under a name that nobody reads as a team file. */
function halfWritten(path: string): string {
  return `${path}.${process.pid}.new`;
}

/** A link fails where the name is taken, which a rename does not. */
async function linkOrCreate(from: string, path: string, text: string): Promise<boolean> {
  try {
    await link(from, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
  }
  // Some file systems have no links; there the name is taken first, and then written to.
  try {
    const file = await open(path, "wx");
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
