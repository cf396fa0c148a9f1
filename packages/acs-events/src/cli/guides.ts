import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
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
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".md")).sort();
  return Promise.all(
    files.map(async (file): Promise<Guide> => {
      const markdown = (await readFile(join(folder, file), "utf8")).trimEnd();
      return { name: file.slice(0, -".md".length), title: /^# (.*)$/m.exec(markdown)?.[1] ?? file, markdown };
    }),
  );
}
