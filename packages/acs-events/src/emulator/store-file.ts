import { z } from "zod";
import type { Notice } from "./notice.ts";
import type { StoredResource } from "./stored-resource.ts";

const properties = z.record(z.string(), z.unknown());

const storeFile = z.strictObject({
  schemaVersion: z.literal(1),
  resources: z.array(
    z.strictObject({
      id: z.string().startsWith("/"),
      token: z.string(),
      inputs: properties,
      outputs: properties,
      adopted: z.literal(true).optional(),
    }),
  ),
  notices: z.array(z.strictObject({ id: z.string(), resourceId: z.string(), message: z.string() })),
});

/** Everything that a store holds. */
export interface StoreContent {
  readonly resources: readonly StoredResource[];
  readonly notices: readonly Notice[];
}

/** Parses what a store saved; `file` is its name, for the message. Throws when the text has another form. */
export function parseStoreFile(text: string, file: string): StoreContent {
  return parsed(() => JSON.parse(text), file);
}

/** As `parseStoreFile`, for what is JSON already. */
export function parseStoreContent(content: unknown, file: string): StoreContent {
  return parsed(() => content, file);
}

function parsed(read: () => unknown, file: string): StoreContent {
  try {
    const { resources, notices } = storeFile.parse(read());
    return {
      resources: resources.map(({ adopted, ...rest }) => (adopted === undefined ? rest : { ...rest, adopted })),
      notices,
    };
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${file} does not hold the state of a local Azure; delete it to start with an empty one:\n${what}`);
  }
}
