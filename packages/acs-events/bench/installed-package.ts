import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPacked, unpackPackage } from "../test/program/packed-package.ts";
import { copySample } from "../test/sample-project.ts";

/** A project with the package as it is published, not its sources: what a person starts. */
export interface InstalledProject {
  readonly folder: string;
  /** The command line. */
  readonly program: string;
  remove(): Promise<void>;
}

/** A copy of the sample project. */
export async function installedProject(): Promise<InstalledProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "acs-events-bench-")));
  await copySample(folder);
  return {
    folder,
    program: await install(folder),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Installs the package into a project; answers the command line that it then has. */
export async function install(project: string): Promise<string> {
  const packed = await unpackPackage();
  await installPacked(packed, project);
  await packed.remove();
  return join(project, "node_modules/acs-events/bin/acs-events.js");
}
