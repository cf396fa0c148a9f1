import { join, resolve } from "node:path";
import { createFile, replaceWhole } from "../../project/atomic-write.ts";
import { UserError } from "../../text/user-error.ts";
import type { ImportDraft } from "./draft.ts";

/** Where the file for `pulumi import` goes unless somebody says; it is of use once, and not committed. */
export function importFileOf(team: string): string {
  return `.acs-events/import/${team}.json`;
}

/** Writes both files; the team file never over another one. Throws a `UserError` where there is one. */
export async function writeImport(root: string, { file, text, adoption }: ImportDraft, team: string): Promise<void> {
  if (!(await createFile(resolve(root, file), text)))
    throw new UserError(`${file} is there already and is left as it is.`);
  if (adoption.importFile.resources.length === 0) return;
  await replaceWhole(join(root, importFileOf(team)), `${JSON.stringify(adoption.importFile, null, 2)}\n`);
}
