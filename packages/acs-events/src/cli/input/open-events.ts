import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { stat } from "node:fs/promises";
import { UserError } from "../../text/user-error.ts";
import { textOfStream } from "../../text/utf8.ts";
import { type ReadEvent, readEventBatches } from "./events.ts";

/** Events from a file or, for `-`, from standard input. Throws a `UserError` when there is no such file, or it is a folder. */
export async function openEvents(from: string): Promise<AsyncGenerator<ReadEvent, void, undefined>> {
  return oneByOne(await openEventBatches(from));
}

async function* oneByOne(batches: AsyncIterable<readonly ReadEvent[]>): AsyncGenerator<ReadEvent, void, undefined> {
  for await (const batch of batches) yield* batch;
}

/** The same, with those together that arrive together. */
export async function openEventBatches(from: string): Promise<AsyncGenerator<readonly ReadEvent[], void, undefined>> {
  if (from === "-") return readEventBatches(textOfStream(process.stdin, "standard input"), "standard input");
  const found = await stat(from).catch(() => undefined);
  if (found === undefined) {
    throw new UserError(`There is no file "${from}"; give one with events, or - for standard input.`);
  }
  if (found.isDirectory()) throw new UserError(`"${from}" is a folder; give a file with events.`);
  const pieces = found.isFile() ? piecesOf(from) : createReadStream(from);
  return readEventBatches(textOfStream(pieces, from), from);
}

/**
 * A file piece by piece, each of whole lines where they are not too long for one: no line has to be put together. Nothing
 * else is done meanwhile, and waiting for each piece takes longer than reading it. A piece is valid until the next.
 */
function* piecesOf(file: string): Generator<Uint8Array, void, undefined> {
  const descriptor = openSync(file, "r");
  try {
    const bytes = new Uint8Array(bytesAtOnce);
    let kept = 0;
    for (;;) {
      const read = readSync(descriptor, bytes, kept, bytes.length - kept, null);
      const length = kept + read;
      const lines = read === 0 ? length : bytes.lastIndexOf(newline, length - 1) + 1;
      const end = lines === 0 && length === bytes.length ? length : lines;
      if (end > 0) yield bytes.subarray(0, end);
      if (read === 0) return;
      bytes.copyWithin(0, end, length);
      kept = length - end;
    }
  } finally {
    closeSync(descriptor);
  }
}

const newline = 0x0a;
/** Larger ones take longer: their text is put where large objects are. */
const bytesAtOnce = 1 << 16;
