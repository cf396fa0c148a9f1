import { UserError } from "./user-error.ts";

/**
 * Text of bytes that are UTF-8, with or without a byte order mark. Throws a `UserError` that names the encoding which
 * they seem to be in instead; `name` is what the message calls the source. A zip archive is left to whoever knows it.
 */
export function textOfBytes(bytes: Uint8Array, name: string): string {
  refuseUtf16(bytes, name);
  if (isZip(bytes)) return new TextDecoder("latin1").decode(bytes.subarray(0, 4));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(notUtf8(name));
  }
}

/** The same for a stream, piece by piece. */
export async function* textOfStream(
  source: AsyncIterable<string | Uint8Array>,
  name: string,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  for await (const chunk of source) {
    if (typeof chunk === "string") {
      yield chunk;
      continue;
    }
    if (isFirst) refuseUtf16(chunk, name);
    isFirst = false;
    yield decoded(() => decoder.decode(chunk, { stream: true }), name);
  }
  yield decoded(() => decoder.decode(), name);
}

function decoded(decode: () => string, name: string): string {
  try {
    return decode();
  } catch {
    throw new UserError(notUtf8(name));
  }
}

/** UTF-16 has a mark, or a zero beside each letter of JSON; PowerShell writes it with `>`. */
function refuseUtf16(bytes: Uint8Array, name: string): void {
  const [first, second, third, fourth] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && third !== 0 && fourth === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && third === 0 && fourth !== 0);
  if (!isLittle && !isBig) return;
  const order = isLittle ? "little endian, as PowerShell's > writes it" : "big endian";
  const from = isLittle ? "UTF-16LE" : "UTF-16BE";
  throw new UserError(
    `${name} is written in UTF-16 (${order}), and JSON is UTF-8. Save it as UTF-8: iconv -f ${from} -t UTF-8, or in PowerShell Out-File -Encoding utf8.`,
  );
}

function notUtf8(name: string): string {
  return `${name} is not UTF-8: it has bytes that look like Latin-1 (ISO 8859-1, Windows-1252). Save it as UTF-8, for example by iconv -f WINDOWS-1252 -t UTF-8.`;
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
