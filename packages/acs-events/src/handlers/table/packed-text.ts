import { gunzipSync, gzipSync } from "node:zlib";

/** A binary property of an entity holds 64 KiB (Azure documentation, Table data model). */
const chunkSize = 65_536;
/** An entity holds 1 MiB; 15 chunks leave room for the other properties. */
const maximumChunks = 15;

/**
 * Text as binary properties `packed0`, `packed1`, …: compressed, since one string property holds only 32,768 characters.
 * @throws Error for text that does not fit into one entity even when it is compressed.
 */
export function packText(text: string): Record<string, Uint8Array> {
  const bytes = gzipSync(text);
  const count = Math.ceil(bytes.length / chunkSize);
  if (count > maximumChunks) {
    throw new Error(
      `An event of ${bytes.length} bytes (compressed) does not fit into a table row: the maximum is ${chunkSize * maximumChunks}.`,
    );
  }
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `packed${index}`,
      new Uint8Array(bytes.subarray(index * chunkSize, (index + 1) * chunkSize)),
    ]),
  );
}

/** The text of an entity that `packText` made. */
export function unpackText(entity: Readonly<Record<string, unknown>>): string {
  const chunks: Uint8Array[] = [];
  for (let index = 0; entity[`packed${index}`] !== undefined; index += 1) {
    const chunk = entity[`packed${index}`];
    if (!(chunk instanceof Uint8Array)) throw new Error(`the property packed${index} is not binary`);
    chunks.push(chunk);
  }
  return gunzipSync(Buffer.concat(chunks)).toString("utf8");
}
