import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { UserError } from "../text/user-error.ts";
import { type Addition, additionTo } from "./existing-program.ts";
import type { InitRequest } from "./init-request.ts";
import { type TemplateFile, templateFiles, templateRoot, templateText } from "./template.ts";

/** What was written. */
export interface NewProject {
  /** Absolute. */
  readonly folder: string;
  /** Relative to the folder, sorted. */
  readonly written: readonly string[];
  /** Of a Pulumi project that was there before: what was left as it is, and what its owner has to add. */
  readonly kept: readonly string[];
  readonly byHand: Addition["byHand"];
  /** Whether the folder had a Pulumi project already. */
  readonly existing: boolean;
}

/**
 * Writes a project into `folder`, which has to be empty or missing, or adds what is missing where it has a Pulumi.yaml.
 * Everything is written beside it first: there is a whole project afterwards, or nothing new. Throws a `UserError` for
 * a folder that is in use, cannot be written to, or has no room.
 * @param write writes one file; tests give one for which there is no room.
 */
export async function writeProject(
  folder: string,
  request: InitRequest,
  write: typeof writeFile = writeFile,
): Promise<NewProject> {
  const target = resolve(folder);
  const there = await contentOf(target);
  const existing = there.includes("Pulumi.yaml");
  if (there.length > 0 && !existing) {
    throw new UserError(
      `${target} is not empty (${there.slice(0, 3).join(", ")}${there.length > 3 ? ", …" : ""}), so nothing was written. Give a new folder: npx acs-events init my-events`,
    );
  }
  const root = templateRoot();
  const files = await templateFiles(root);
  const fresh: Addition = { wanted: files, kept: [], byHand: [] };
  const { wanted, kept, byHand } = existing ? additionTo(target, files) : fresh;
  const parent = existing ? target : dirname(target);
  let made: string | undefined;
  try {
    made = await mkdir(parent, { recursive: true });
    const beside = await mkdtemp(join(parent, ".acs-events-init-"));
    try {
      for (const file of wanted) await write(...(await fileOf(beside, root, file, request, target)));
      if (existing) await moveIn(beside, target, wanted);
      else await putInPlace(beside, target);
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw new UserError(`Nothing was written into ${target}: ${reason(error)}`);
  }
  return { folder: target, written: wanted.map(({ file }) => file), kept, byHand, existing };
}

async function contentOf(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  try {
    return (await readdir(folder)).filter((name) => name !== ".git");
  } catch (error) {
    throw new UserError(`${folder} cannot be read: ${reason(error)}`);
  }
}

/** What is to be written for one file of the template: path, text and options. */
async function fileOf(
  beside: string,
  root: string,
  one: TemplateFile,
  request: InitRequest,
  target: string,
): Promise<[string, string, { mode?: number }]> {
  const path = join(beside, one.file);
  await mkdir(dirname(path), { recursive: true });
  const text = await templateText(root, one);
  return [path, adapted(one.file, text, request, target), /(?:^|\/)run$|\.sh$/.test(one.file) ? { mode: 0o755 } : {}];
}

function adapted(file: string, text: string, request: InitRequest, target: string): string {
  switch (file) {
    case "Pulumi.yaml": {
      const document = parseDocument(text);
      document.set("name", request.name);
      document.delete("template");
      return String(document);
    }
    case "Pulumi.dev.yaml":
      // Comments are a good part of the file, so that lines are changed and the file is not written as a whole.
      return text
        .replace(/^( *azure-native:location:).*$/m, `$1 ${request.location}`)
        .replace(/^( *dataLocation:) *\S[^#\n]*?( *(?:#.*)?)$/m, `$1 ${request.dataLocation}$2`);
    case "package.json":
      return `${JSON.stringify(withPackage(JSON.parse(text), request, target), null, 2)}\n`;
    default:
      return text;
  }
}

const manifest = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

function withPackage(
  json: unknown,
  { name, package: from }: InitRequest,
  target: string,
): Readonly<Record<string, unknown>> {
  const { dependencies, ...rest } = manifest.parse(json);
  return { ...rest, name, dependencies: { ...dependencies, "acs-events": dependencyOn(from, target, dependencies) } };
}

/** A tarball is named relative to the project, so that the two can move together. */
function dependencyOn(
  from: string | undefined,
  target: string,
  dependencies: Readonly<Record<string, string>>,
): string {
  if (from === undefined) return dependencies["acs-events"] ?? "*";
  if (!from.endsWith(".tgz")) return from;
  return `file:${relative(target, resolve(from)).replaceAll("\\", "/")}`;
}

async function putInPlace(beside: string, target: string): Promise<void> {
  if (!existsSync(target)) return rename(beside, target);
  await allOrNone(await readdir(beside), target, (name) => rename(join(beside, name), join(target, name)));
}

async function moveIn(beside: string, target: string, files: readonly TemplateFile[]): Promise<void> {
  const names = files.map(({ file }) => file);
  const folders = missingFolders(target, names);
  try {
    await allOrNone(names, target, async (file) => {
      await mkdir(dirname(join(target, file)), { recursive: true });
      await copyFile(join(beside, file), join(target, file));
    });
  } catch (error) {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Takes out again what came in before one failed. */
async function allOrNone(
  names: readonly string[],
  target: string,
  put: (name: string) => Promise<void>,
): Promise<void> {
  const before: string[] = [];
  try {
    for (const name of names) {
      before.push(name);
      await put(name);
    }
  } catch (error) {
    for (const name of before) await rm(join(target, name), { recursive: true, force: true });
    throw error;
  }
}

/** The folders that `files` need and that are not there, the outer ones alone. */
function missingFolders(target: string, files: readonly string[]): readonly string[] {
  const missing = new Set<string>();
  for (const file of files) {
    let folder = target;
    for (const part of file.split("/").slice(0, -1)) {
      folder = join(folder, part);
      if (existsSync(folder)) continue;
      missing.add(folder);
      break;
    }
  }
  return [...missing];
}

/** What a system error means, and what helps. */
function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "you are not allowed to write there. Choose another folder, or change its permissions.";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full. Make room and try again.";
    case "ENOENT":
      return "no folder can be made there. Choose another folder.";
    case "ENOTDIR":
    case "EEXIST":
      return "a part of its path is a file. Choose another folder.";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** What a folder would be called as a project. */
export function nameOfFolder(folder: string): string {
  return basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
