import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../text/user-error.ts";
import { type Project, workingTree } from "./project.ts";

const run = promisify(execFile);

/** The files that decide what a project declares; handlers and documents are not among them. */
const spoken = /^(?:infra\/|policies\/|[^/]+$)/;

/** How many revisions are kept; a pull request asks for the same two again and again. */
const kept = 6;

/**
 * The project at a git revision: its files are written below the ignored `.acs-events/` and read like any others, so
 * that its team files are judged by the tool that runs now. Throws a `UserError` where git has no such revision, or no
 * project in it.
 */
export async function atRevision(project: Project, revision: string): Promise<Project> {
  // "./": the project may be a folder of a larger repository.
  const tree = await git(project, "rev-parse", "--verify", "--quiet", `${revision}:./`).catch(() => undefined);
  if (tree === undefined) throw new UserError(`The revision ${revision} has no ${project.root} in it.`);
  const folder = join(project.root, ".acs-events", "revisions", tree.trim());
  if (!existsSync(folder)) await writeFiles(project, tree.trim(), folder);
  return workingTree(folder, revision, project);
}

/** Whether `name` means a commit of the project's repository. */
export function isRevision(project: Pick<Project, "root">, name: string): Promise<boolean> {
  if (name.startsWith("-")) return Promise.resolve(false);
  return git(project, "rev-parse", "--verify", "--quiet", `${name}^{commit}`).then(
    () => true,
    () => false,
  );
}

/** Writes beside and renames: what is there is whole, also where two reviews begin at once. */
async function writeFiles(project: Project, tree: string, folder: string): Promise<void> {
  const beside = `${folder}.${process.pid}.new`;
  const index = { GIT_INDEX_FILE: `${beside}.index` };
  await mkdir(beside, { recursive: true });
  try {
    // The index has the project's own paths: in the root of the repository, git takes them as they are.
    const top = { root: (await git(project, "rev-parse", "--show-toplevel")).trim() };
    await gitWith(top, index, "read-tree", tree);
    const names = (await gitWith(top, index, "ls-files", "-z")).split("\0").filter((name) => spoken.test(name));
    if (!names.includes("Pulumi.yaml")) {
      throw new UserError(`There is no Pulumi.yaml at that revision in ${project.root}.`);
    }
    // `--stdin` takes any number of names, which a command line does not.
    const checkout = gitWith(top, index, "checkout-index", "--force", "-z", "--stdin", `--prefix=${beside}/`);
    checkout.child.stdin?.end(names.map((name) => `${name}\0`).join(""));
    await checkout;
    await prune(join(folder, ".."));
    await rename(beside, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
    await rm(index.GIT_INDEX_FILE, { force: true });
  }
}

async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]+$/.test(name));
  const times = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = times.toSorted((a, b) => b.time - a.time).slice(kept - 1);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { recursive: true, force: true })));
}

function git(project: Pick<Project, "root">, ...args: readonly string[]): Promise<string> {
  return gitWith(project, {}, ...args);
}

function gitWith(
  { root }: Pick<Project, "root">,
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<string> & { readonly child: import("node:child_process").ChildProcess } {
  const started = run("git", args, { cwd: root, maxBuffer: 1 << 28, env: { ...process.env, ...environment } });
  return Object.assign(
    started.then(({ stdout }) => stdout),
    { child: started.child },
  );
}
