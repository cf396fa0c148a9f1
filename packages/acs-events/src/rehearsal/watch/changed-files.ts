import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
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

/**
 * An editor saves in several steps, and several files at once. In milliseconds; more than the 50 in which chokidar says
 * nothing more of a file that it has told of.
 */
const quiet = 60;

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
  const touched = new Set<string>();
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
  /** Reads the file, and says whether it is another than before. */
  const isNew = (name: string): boolean => {
    const content = hashOf(join(root, name));
    const before = contents.get(name);
    contents.set(name, content);
    return content !== before;
  };
  const tell = (): void => {
    // Not before: a file that is being saved is empty for a moment.
    const files = [...touched].filter(isNew).sort();
    touched.clear();
    if (files.length === 0) return;
    const parts = files.map(partOf);
    changed({
      files,
      program: parts.some((part) => part?.program === true),
      handlers: parts.some((part) => part?.handlers === true),
    });
  };
  watcher.on("all", (event, path) => {
    const name = nameOf(path);
    if (event === "addDir" || event === "unlinkDir" || partOf(name) === undefined) return;
    if (!ready) {
      isNew(name);
      return;
    }
    touched.add(name);
    clearTimeout(timer);
    timer = setTimeout(tell, quiet);
  });
  let ready = false;
  await new Promise<void>((resolve, reject) => {
    watcher.once("ready", resolve);
    watcher.once("error", reject);
  });
  ready = true;
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
