import { pathToFileURL } from "node:url";

/** Where in a project a subscription is declared. */
export interface DeclaredAt {
  /** Relative to the project, with forward slashes: `infra/teams/support.ts`. */
  readonly file: string;
  /** 1 is the first line. */
  readonly line: number;
}

/** Frames in here are our own machinery (templates among them); the line that people look for is below them. */
const machinery = folderOf(import.meta.url);

/** The folders of the projects that this process runs; each ends in a slash. */
const roots = new Set<string>();

/** Says that `root`, a file URL that ends in a slash, is the folder of a project: places are given relative to it. */
export function declaredIn(root: string): void {
  roots.add(root);
}

/**
 * The place in a team file that is being run now, read off the stack. Node strips types without moving a line, so that
 * the numbers are those of the file. Undefined when no frame lies in a project outside the machinery.
 */
export function declaredAt(): DeclaredAt | undefined {
  if (machinery === undefined) return undefined;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 25;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  return findFrame(stack, projectFolders());
}

/** The place in a project where an error was thrown, or where its text is no program; undefined where none is in a project. */
export function thrownAt(error: unknown): DeclaredAt | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  // Of text that cannot be read as a program, Node says the place before everything else, without a column.
  const unreadable = /^(file:\/\/\S+?):(\d+)$/m.exec(stack.split("\n    at ")[0] ?? "");
  const frames = unreadable === null ? stack : `${unreadable[0]}:1\n${stack}`;
  return findFrame(frames, projectFolders());
}

/**
 * In a program that defines no project, places are relative to the working folder. The engine runs a project in its
 * `infra`.
 */
function projectFolders(): readonly string[] {
  return roots.size > 0 ? [...roots] : [`${pathToFileURL(process.cwd()).href}/`];
}

/**
 * The first frame of a V8 stack that lies in one of the folders `within` (file URLs that end in a slash) and is not our
 * machinery; relative to the innermost of them.
 */
export function findFrame(stack: string, within: readonly string[]): DeclaredAt | undefined {
  for (const frame of stack.split("\n")) {
    const place = /(file:\/\/\S+?):(\d+):\d+\)?$/.exec(frame) ?? /(\/\S+?|[A-Za-z]:\\\S+?):(\d+):\d+\)?$/.exec(frame);
    if (!place?.[1]) continue;
    const url = place[1].startsWith("file:") ? place[1] : fileUrl(place[1]);
    const path = url.split("?")[0] ?? url;
    if ((machinery !== undefined && path.startsWith(machinery)) || path.includes("/node_modules/")) continue;
    const root = within.filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    if (root === undefined) continue;
    return { file: decodeURIComponent(path.slice(root.length)), line: Number(place[2]) };
  }
  return undefined;
}

/** Undefined in a program that is bundled to CommonJS: there `import.meta` is empty, and our code is the program's own. */
function folderOf(module: string | undefined): string | undefined {
  return module === undefined ? undefined : new URL("../", module).href;
}

/** In a stack, CommonJS modules have their path; on Windows with a drive and backslashes. */
function fileUrl(path: string): string {
  return path.startsWith("/") ? `file://${path}` : `file:///${path.replaceAll("\\", "/")}`;
}
