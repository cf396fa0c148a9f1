import { writeFile } from "node:fs/promises";
import { UserError } from "../text/user-error.ts";

/** Writes what a person asked to have in `file`; throws a `UserError` with the system's reason where that fails. */
export async function writeOutput(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UserError(`${file} could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
