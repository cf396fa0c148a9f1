import { mkdir, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { printable } from "../text/printable.ts";
import { type DeadLetterStore, StoreProblem } from "./store.ts";

/**
 * Dead letters in a folder: the copy of a container, or the folder that the local Azure writes. Throws `StoreProblem`
 * where there is no such folder.
 */
export async function folderStore(folder: string): Promise<DeadLetterStore> {
  const root = resolve(folder);
  const found = await stat(root).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new StoreProblem(
      `There is no folder ${printable(root)}. Name a folder with dead letters, or the URL of a container.`,
    );
  }
  const fileOf = (path: string): string => {
    const file = resolve(root, ...path.split("/"));
    if (!file.startsWith(root + sep)) throw new StoreProblem(`${printable(path)} leads out of ${printable(root)}.`);
    return file;
  };
  return {
    name: root,
    paths: (prefix) => pathsBelow(root, prefix),
    read: (path) => readFile(fileOf(path), "utf8").catch(ifMissing(undefined)),
    async create(path, text) {
      const file = fileOf(path);
      try {
        await mkdir(dirname(file), { recursive: true });
        const handle = await open(file, "wx");
        await handle.writeFile(text).finally(() => handle.close());
        return true;
      } catch (error) {
        if (codeOf(error) === "EEXIST") return false;
        throw diskProblem(error, file);
      }
    },
    async replace(path, text) {
      const file = fileOf(path);
      await writeFile(file, text).catch((error: unknown) => {
        throw diskProblem(error, file);
      });
    },
    remove: (path) => rm(fileOf(path), { force: true }),
  };
}

async function* pathsBelow(root: string, prefix: string): AsyncGenerator<string> {
  // Read folder by folder: a container of years does not fit into one list.
  const folders = [""];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(ifMissing([]));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && path.startsWith(prefix)) yield path;
      if (entry.isDirectory() && (`${path}/`.startsWith(prefix) || prefix.startsWith(`${path}/`))) folders.push(path);
    }
  }
}

function diskProblem(error: unknown, file: string): unknown {
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: "the disk is full",
    EACCES: "this user may not write there",
    EPERM: "this user may not write there",
    EROFS: "the disk is read-only",
  };
  const reason = reasons[codeOf(error) ?? ""];
  return reason === undefined ? error : new StoreProblem(`${printable(file)} could not be written: ${reason}.`);
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === "ENOENT") return value;
    throw error;
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
