import { link, open, readFile, realpath, rename, stat, unlink, writeFile } from "node:fs/promises";

/**
 * Puts a new file at `path` in one step: there is the whole of it or nothing. Tells whether it did; what was there
 * before is never touched.
 */
export async function placeNewFile(path: string, text: string): Promise<boolean> {
  const beside = `${path}.${process.pid}.new`;
  await writeFile(beside, text, { flag: "wx" });
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // Some file systems have no links; there the name is taken first, and then written to.
    return await createAndWrite(path, text);
  } finally {
    await unlink(beside);
  }
}

/**
 * Replaces `before`, the content of the file at `path`, by `after` in one step, and tells whether it did: a file that
 * somebody has changed in the meantime stays as it is.
 */
export async function replaceFile(path: string, before: string, after: string): Promise<boolean> {
  const target = await realpath(path);
  const beside = `${target}.${process.pid}.new`;
  await writeFile(beside, after, { flag: "wx", mode: (await stat(target)).mode });
  if ((await readFile(target, "utf8")) !== before) {
    await unlink(beside);
    return false;
  }
  await rename(beside, target);
  return true;
}

async function createAndWrite(path: string, text: string): Promise<boolean> {
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
