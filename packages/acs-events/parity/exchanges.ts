import { readFile } from "node:fs/promises";
import { z } from "zod";

const json = z.record(z.string(), z.unknown());

const exchange = z.looseObject({
  recording: z.string(),
  apiVersion: z.string().nullish(),
  method: z.enum(["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"]),
  /** A path with its query. */
  url: z.string().startsWith("/"),
  request: json.nullish(),
  status: z.number().int(),
  response: z.unknown(),
  asyncOperation: z.boolean().nullish(),
  /** The place in the file; the order within a recording. */
  n: z.number().int(),
});

/** One request to the real service and its answer, as the files that `npm run parity` takes have them. */
export type Exchange = z.infer<typeof exchange>;

/** Reads a file of exchanges: an array, in the order in which they were recorded. Throws a sentence for anything else. */
export async function readExchanges(file: string): Promise<readonly Exchange[]> {
  return parseExchanges(await readFile(file, "utf8"), file);
}

/** Parses the text of `file`. */
export function parseExchanges(text: string, file: string): readonly Exchange[] {
  try {
    return z.array(exchange).parse(JSON.parse(text));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${file} is not an array of recorded exchanges:\n${what.slice(0, 2_000)}`);
  }
}
