import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isJsonObject } from "../../json/json-object.ts";
import { readText } from "./read-text.ts";

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** The resources, data sources and modules of all Terraform files of a folder, as one file would have them. */
export async function readTerraformFolder(folder: string): Promise<unknown> {
  const names = (await readdir(folder)).filter((name) => /\.tf(?:\.json)?$/.test(name)).sort();
  const merged: Blocks = { resource: {}, data: {}, module: {} };
  for (const name of names) {
    const path = join(folder, name);
    const { json } = await readText(path, await readFile(path, "utf8"));
    for (const [kind, byType] of Object.entries(merged)) {
      const types = isJsonObject(json) ? json[kind] : undefined;
      for (const [type, blocks] of Object.entries(isJsonObject(types) ? types : {})) {
        byType[type] = { ...byType[type], ...(isJsonObject(blocks) ? blocks : {}) };
      }
    }
  }
  return merged;
}
