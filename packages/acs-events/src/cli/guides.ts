import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A guide of docs/, by the name that one asks for it with: `teams`. */
export interface Guide {
  readonly name: string;
  readonly title: string;
  readonly markdown: string;
}

/** The guides that are packed with the package, or those of the repository. */
export async function guides(): Promise<readonly Guide[]> {
  const packed = fileURLToPath(new URL("../../docs", import.meta.url));
  const folder = existsSync(packed) ? packed : fileURLToPath(new URL("../../../../docs", import.meta.url));
  const folders = [folder, join(folder, "reference"), join(folder, "internals")];
  const listed = await Promise.all(
    folders.map(async (one) => (await readdir(one).catch(() => [])).sort().map((name) => join(one, name))),
  );
  // The detailed page of a guide may have the guide's name; the guide comes first.
  const files = listed.flat().filter((file) => file.endsWith(".md"));
  return Promise.all(
    files.map(async (file): Promise<Guide> => {
      const markdown = (await readFile(file, "utf8")).trimEnd();
      return { name: basename(file, ".md"), title: /^# (.*)$/m.exec(markdown)?.[1] ?? basename(file), markdown };
    }),
  );
}
