import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createFile, replaceFile, replaceWhole } from "../../project/atomic-write.ts";
import { policyConfigFile } from "../../project/policy-config-file.ts";
import { UserError } from "../../text/user-error.ts";
import type { ImportDraft } from "./draft.ts";
import { withExceptions } from "./policies.ts";
import { withImportedConfig } from "./stack-file.ts";

/** Where the file for `pulumi import` goes unless somebody says; it is of use once, and not committed. */
export function importFileOf(team: string): string {
  return `.acs-events/import/${team}.json`;
}

/** What else an import may write. */
export interface WriteOptions {
  readonly team: string;
  /** Endpoints and topic go into the stack's file. */
  readonly config: boolean;
  /** Exceptions go into the stack's file of policies. */
  readonly exceptions: boolean;
}

/**
 * Writes the team file, never over another one, the file for `pulumi import`, and what else is asked for. What could
 * fail is made before anything is written. Throws a `UserError` where a file is there, or has changed in the meantime.
 */
export async function writeImport(root: string, draft: ImportDraft, options: WriteOptions): Promise<readonly string[]> {
  const { file, text, adoption } = draft;
  const changes = [
    ...(options.config ? [await stackFile(root, draft)] : []),
    ...(options.exceptions ? await policyFile(root, draft) : []),
  ];
  if (!(await createFile(resolve(root, file), text)))
    throw new UserError(`${file} is there already and is left as it is.`);
  for (const { name, before, after } of changes) {
    const path = join(root, name);
    if (before === undefined) await replaceWhole(path, after);
    else if (!(await replaceFile(path, before, after)))
      throw new UserError(`${name} was changed in the meantime and is left as it is; ${file} is written.`);
  }
  if (adoption.importFile.resources.length > 0)
    await replaceWhole(join(root, importFileOf(options.team)), `${JSON.stringify(adoption.importFile, null, 2)}\n`);
  return changes.map(({ name }) => name);
}

interface FileChange {
  readonly name: string;
  /** Undefined where there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

async function stackFile(root: string, { environment, config }: ImportDraft): Promise<FileChange> {
  const name = `Pulumi.${environment}.yaml`;
  const before = await readFile(join(root, name), "utf8");
  return { name, before, after: withImportedConfig(before, config) };
}

async function policyFile(root: string, { environment, exceptions }: ImportDraft): Promise<FileChange[]> {
  if (Object.keys(exceptions).length === 0) return [];
  const name = policyConfigFile(environment);
  const before = await readFile(join(root, name), "utf8").catch(() => undefined);
  return [{ name, before, after: withExceptions(before ?? "{}", exceptions) }];
}
