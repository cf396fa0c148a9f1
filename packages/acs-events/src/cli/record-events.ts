import { closeSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { Event } from "../catalog/event.ts";
import { UserError } from "../text/user-error.ts";
import { currentFolder } from "./current-folder.ts";

/** Writes events to a file, one a line, as they were published; `match`, `explain`, `review` and `replay` read it. */
export interface Recorder {
  record(event: Event): void;
  close(): void;
}

/** Opens `file`, and adds to what is in it. Records nothing where there is none. Throws a `UserError` where it cannot be written. */
export function recorder(file: string | undefined): Recorder {
  if (file === undefined) return { record: () => undefined, close: () => undefined };
  const path = resolve(currentFolder(), file);
  let opened: number;
  try {
    opened = openSync(path, "a", 0o600);
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return {
    record: (event) => void writeSync(opened, `${JSON.stringify(event)}\n`),
    close: () => closeSync(opened),
  };
}
