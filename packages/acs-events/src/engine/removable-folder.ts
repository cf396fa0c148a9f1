import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";

/** A folder that is removed when it is no longer needed. */
export interface RemovableFolder {
  readonly folder: string;
  remove(): Promise<void>;
  /** For a process that is about to end. */
  removeNow(): void;
}

export function removableFolder(folder: string): RemovableFolder {
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
    removeNow: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
