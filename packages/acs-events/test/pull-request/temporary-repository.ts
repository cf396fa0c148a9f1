import { execFile, execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { repositoryRoot, sampleRoot } from "../sample-project.ts";

/** A git repository with the sample project and the review action; dependencies are linked. */
export interface TemporaryRepository {
  readonly folder: string;
  /** Beside the repository and of this test alone: TMPDIR, RUNNER_TEMP. */
  readonly temporary: string;
  readonly git: (...args: readonly string[]) => string;
  /** Replaces text in a file; fails where it is not there. */
  readonly edit: (file: string, from: string, to: string) => void;
  readonly commit: (message: string) => string;
  readonly remove: () => void;
}

/** Beginning with one commit of everything, the plan of the dev stack among it. */
export function temporaryRepository(): TemporaryRepository {
  const place = realpathSync(mkdtempSync(join(tmpdir(), "acs-events-repository-")));
  const folder = join(place, "repository");
  const temporary = join(place, "tmp");
  const ours = (path: string): boolean => !/[\\/](?:node_modules|\.acs-events)(?:[\\/]|$)/.test(path);
  cpSync(sampleRoot, folder, { recursive: true, filter: ours });
  cpSync(join(repositoryRoot, ".github"), join(folder, ".github"), { recursive: true });
  cpSync(join(repositoryRoot, ".gitignore"), join(folder, ".gitignore"));
  symlinkSync(join(repositoryRoot, "node_modules"), join(folder, "node_modules"), "junction");
  mkdirSync(temporary);
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@contoso.example", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: withoutGit(process.env),
    }).trim();
  const commit = (message: string): string => {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "--initial-branch=main");
  // A link to a folder is a file to git, which ".gitignore" with its slash does not cover.
  writeFileSync(join(folder, ".git", "info", "exclude"), "node_modules\n");
  commit("Begin");
  return {
    folder,
    temporary,
    git,
    commit,
    edit: (file, from, to) => {
      const text = readFileSync(join(folder, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(join(folder, file), text.replaceAll(from, to));
    },
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end with this Node first on PATH, and nothing of GitHub's or git's environment but what is given. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: environment(env), maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ status, stdout, stderr });
    });
  });
}

/** The environment of a program under test. */
export function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(withoutGit(process.env)).filter(
    ([name]) => !/^(?:GITHUB|RUNNER|ACTIONS|PULUMI|ARM|AZURE)_/.test(name),
  );
  const path = [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, NO_COLOR: "1", ...more };
}

/** Inside a git hook these point to the repository of the hook. */
function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_")));
}
