import { UserError } from "../text/user-error.ts";

/** Where dead letters are: a container of Azure Blob Storage, or a folder with the same paths in it. */
export interface DeadLetterStore {
  /** For messages: the container's URL or the folder. */
  readonly name: string;
  /** The paths of everything below `prefix`, markers included, in the order of the store. */
  paths(prefix: string): AsyncIterable<string>;
  /** Undefined where there is nothing at `path`. */
  read(path: string): Promise<string | undefined>;
  /** Writes a file that is not there yet. False where it is there: somebody else was first. */
  create(path: string, text: string): Promise<boolean>;
  replace(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** The store cannot be used; the message says why and what to do. */
export class StoreProblem extends UserError {}
