import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { UserError } from "../user-error.ts";
import { type ReadEvent, type ReadOptions, readEvents } from "./events.ts";

/** Events from a file or, for `-`, from standard input. Throws a `UserError` when there is no such file. */
export async function openEvents(
  from: string,
  options: ReadOptions = {},
): Promise<AsyncGenerator<ReadEvent, void, undefined>> {
  if (from === "-") return readEvents(process.stdin, "standard input", options);
  await access(from).catch(() => {
    throw new UserError(`There is no file "${from}"; give one with events, or - for standard input.`);
  });
  return readEvents(createReadStream(from), from, options);
}
