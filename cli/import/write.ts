import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { placeNewFile } from "../new/place-file.ts";
import { repository } from "../repository.ts";
import { UserError } from "../user-error.ts";
import type { ImportDraft } from "./draft.ts";

/** Where the file for `pulumi import` goes unless somebody says; it is of use once, and not committed. */
export function importFileOf(team: string): string {
  return `.acs-events/import/${team}.json`;
}

/** Writes both files; the team file never over another one. Throws a `UserError` where there is one. */
export async function writeImport({ file, text, adoption }: ImportDraft, team: string): Promise<void> {
  const path = resolve(repository, file);
  await mkdir(dirname(path), { recursive: true });
  if (!(await placeNewFile(path, text))) throw new UserError(`${file} is there already and is left as it is.`);
  if (adoption.importFile.resources.length === 0) return;
  const beside = join(repository, importFileOf(team));
  await mkdir(dirname(beside), { recursive: true });
  await writeFile(`${beside}.new`, `${JSON.stringify(adoption.importFile, null, 2)}\n`);
  await rename(`${beside}.new`, beside);
}
