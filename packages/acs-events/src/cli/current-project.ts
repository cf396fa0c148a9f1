import { AsyncLocalStorage } from "node:async_hooks";
import { findProject, type Project } from "../project/project.ts";
import { UserError } from "../text/user-error.ts";

const folders = new AsyncLocalStorage<string>();
const known = new Map<string, Project>();

/** Runs `use` as if the command had been given in `folder`. */
export function inFolder<T>(folder: string, use: () => Promise<T>): Promise<T> {
  // A project remembers what it loaded, and between two commands its files may change.
  known.delete(folder);
  return folders.run(folder, use);
}

/** The folder that the command was given in. */
export function currentFolder(): string {
  return folders.getStore() ?? process.cwd();
}

/** The project that the command was given in. Throws a `UserError` where there is none. */
export function currentProject(): Project {
  const folder = currentFolder();
  const project = known.get(folder) ?? findProject(folder);
  if (project === undefined) {
    throw new UserError(
      `There is no Pulumi.yaml in ${folder} or a folder above it. Go to a project, or make one: npx acs-events init my-events`,
    );
  }
  known.set(folder, project);
  return project;
}
