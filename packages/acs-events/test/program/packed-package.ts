import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { packedNow } from "../../build/tarball.ts";
import { repositoryRoot } from "../sample-project.ts";

const run = promisify(execFile);

/** The package as it is published, unpacked. */
export interface PackedPackage {
  /** The unpacked `package` folder. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Packs the package by its own build, once for all tests and the lint, and unpacks the tarball. */
export async function unpackPackage(): Promise<PackedPackage> {
  const place = await mkdtemp(join(tmpdir(), "acs-events-packed-"));
  await run("tar", ["-xzf", await packedNow(), "-C", place]);
  const folder = join(place, "package");
  // What npm put beside the sources, since the repository has another version of it at its top.
  const nested = fileURLToPath(new URL("../../node_modules", import.meta.url));
  if (existsSync(nested)) await symlink(nested, join(folder, "node_modules"), "junction");
  return {
    folder,
    remove: () => rm(place, { recursive: true, force: true }),
  };
}

const installed = join(repositoryRoot, "node_modules");

/**
 * Installs the package into `project` as npm would, but for what it depends on: that is taken from the repository, so
 * that nothing is fetched. The package itself is the unpacked tarball, and not a link to the sources.
 */
export async function installPacked({ folder }: PackedPackage, project: string): Promise<void> {
  const modules = join(project, "node_modules");
  await mkdir(join(modules, ".bin"), { recursive: true });
  await cp(folder, join(modules, "acs-events"), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name === "acs-events" || name.startsWith(".")) continue;
    await symlink(join(installed, name), join(modules, name), "junction");
  }
  for (const name of await readdir(join(installed, ".bin"))) {
    if (!name.startsWith("acs-events")) await symlink(join(installed, ".bin", name), join(modules, ".bin", name));
  }
  const program = join(modules, "acs-events", "bin", "acs-events.js");
  await chmod(program, 0o755);
  await symlink(program, join(modules, ".bin", "acs-events"));
}

/** The same with nothing but what the package depends on: no peers, as `npm install --global` has it. Answers the program. */
export async function installAlone({ folder }: PackedPackage, place: string): Promise<string> {
  const modules = join(place, "node_modules");
  await mkdir(modules, { recursive: true });
  const own = join(modules, "acs-events");
  await cp(folder, own, { recursive: true });
  const { dependencies } = JSON.parse(await readFile(join(own, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(installed, name), join(modules, name), "junction");
  }
  return join(own, "bin/acs-events.js");
}

/** What a command printed, and how it ended. */
export interface Ran {
  readonly status: number;
  readonly output: string;
}

/** Runs a program of the project's own node_modules, as npm scripts do. */
export async function runIn(project: string, command: string, ...args: readonly string[]): Promise<Ran> {
  const bin = join(project, "node_modules", ".bin");
  return runProgram(project, join(bin, command), args);
}

/** Runs a program in the project. */
export async function runProgram(project: string, program: string, args: readonly string[]): Promise<Ran> {
  const bin = join(project, "node_modules", ".bin");
  const env = { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, NO_COLOR: "1", CI: "1" };
  // Vitest marks its own processes; those of the project are not of this run.
  for (const name of Object.keys(env)) if (name.startsWith("VITEST")) Reflect.deleteProperty(env, name);
  return run(program, args, { cwd: project, env, maxBuffer: 1 << 26 }).then(
    ({ stdout, stderr }) => ({ status: 0, output: `${stdout}${stderr}` }),
    (error: unknown) => {
      if (!(error instanceof Error && "stdout" in error && "stderr" in error)) throw error;
      const status = "code" in error && typeof error.code === "number" ? error.code : -1;
      return { status, output: `${error.stdout}${error.stderr}` };
    },
  );
}

/** Writes a file of the project. */
export function write(project: string, file: string, text: string): Promise<void> {
  return writeFile(join(project, file), text);
}
