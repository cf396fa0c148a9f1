import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { watch } from "chokidar";

/** What a saved file is part of. */
export interface Changed {
  /** The files, relative to the project. */
  readonly files: readonly string[];
  /** Team files, configuration or policies: what is deployed may be another. */
  readonly program: boolean;
  /** The handlers may do something else. */
  readonly handlers: boolean;
}

/** An editor saves in several steps, and several files at once. In milliseconds. */
const quiet = 40;

/** The program: its files, the configuration and the policies of every stack. */
const ofProgram = /^(?:infra\/(?!plans\/)|policies\/|Pulumi\.[^/]*yaml$|package\.json$)/;
/** The handlers, and what says where they are. */
const ofHandlers = /^(?:handlers\/|infra\/[^/]+$|package\.json$)/;
const folders = /^(?:infra|handlers|policies)(?:\/|$)/;
const never = /(?:^|\/)(?:node_modules|\.[^/]*)(?:\/|$)|^infra\/plans(?:\/|$)|\.new$|~$/;

/** What a file of a project is part of; undefined for one that nothing depends on. */
export function partOf(file: string): Pick<Changed, "program" | "handlers"> | undefined {
  const parts = {
    program: ofProgram.test(file) && !never.test(file),
    handlers: ofHandlers.test(file) && !never.test(file),
  };
  return parts.program || parts.handlers ? parts : undefined;
}

export interface Watching {
  close(): Promise<void>;
}

/**
 * Calls `changed` when files of a project were saved, with all that were saved within a moment. A file that is saved as
 * it was is no change. Resolves when it watches.
 */
export async function watchProject(root: string, changed: (what: Changed) => void): Promise<Watching> {
  const contents = new Map<string, string>();
  const saved = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const nameOf = (path: string): string => relative(root, path).split(sep).join("/");
  const watcher = watch(root, {
    ignored: (path, stats) => {
      const name = nameOf(path);
      if (name === "") return false;
      return (
        never.test(name) ||
        !(folders.test(name) || (!name.includes("/") && partOf(name) !== undefined) || stats === undefined)
      );
    },
    ignoreInitial: false,
  });
  const tell = (): void => {
    const files = [...saved].sort();
    saved.clear();
    const parts = files.map(partOf);
    changed({
      files,
      program: parts.some((part) => part?.program === true),
      handlers: parts.some((part) => part?.handlers === true),
    });
  };
  const look = (path: string): boolean => {
    const name = nameOf(path);
    if (partOf(name) === undefined) return false;
    const content = hashOf(path);
    if (contents.get(name) === content) return false;
    contents.set(name, content);
    saved.add(name);
    return true;
  };
  watcher.on("all", (event, path) => {
    if (event === "addDir" || event === "unlinkDir" || !look(path) || !ready) return;
    clearTimeout(timer);
    timer = setTimeout(tell, quiet);
  });
  let ready = false;
  await new Promise<void>((resolve, reject) => {
    watcher.once("ready", resolve);
    watcher.once("error", reject);
  });
  ready = true;
  saved.clear();
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** Of a file that is gone, or cannot be read, an empty text. */
function hashOf(path: string): string {
  try {
    return createHash("sha256").update(readFileSync(path)).digest("base64");
  } catch {
    return "";
  }
}
