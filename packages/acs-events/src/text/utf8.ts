import { UserError } from "./user-error.ts";

/**
 * Text of bytes that are UTF-8, or UTF-16 as PowerShell's `>` writes it, with or without a byte order mark. Throws a
 * `UserError` for what seems to be in another encoding; `name` is what the message calls the source. Code that knows
 * zip archives handles them.
 */
export function textOfBytes(bytes: Uint8Array, name: string): string {
  if (isZip(bytes)) return new TextDecoder("latin1").decode(bytes.subarray(0, 4));
  const encoding = encodingOf(bytes);
  return decoded(() => new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, name);
}

/** The same for a stream, piece by piece. */
export async function* textOfStream(
  source: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  name: string,
): AsyncGenerator<string, void, undefined> {
  let encoding: Encoding = "utf-8";
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  /** Whether the last piece ended between letters. False at first, where there may be a byte order mark. */
  let isBetween = false;
  for await (const chunk of source) {
    if (typeof chunk === "string") {
      yield chunk;
      continue;
    }
    if (decoder === undefined) {
      encoding = encodingOf(chunk);
      decoder = new TextDecoder(encoding, { fatal: true });
    }
    const endsBetween = encoding === "utf-8" && (chunk.at(-1) ?? 0) < 0x80;
    const current = decoder;
    const isWhole = isBetween && endsBetween;
    yield decoded(
      () => (isWhole ? wholeLetters.decode(chunk) : current.decode(chunk, { stream: true })),
      encoding,
      name,
    );
    isBetween = endsBetween;
  }
  const last = decoder;
  if (last !== undefined) yield decoded(() => last.decode(), encoding, name);
}

/** Decodes pieces that begin and end between letters, by themselves: a stream takes three times as long. */
const wholeLetters = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

function decoded(decode: () => string, encoding: Encoding, name: string): string {
  try {
    return decode();
  } catch {
    throw new UserError(
      encoding === "utf-8"
        ? `${name} is not UTF-8: it has bytes that look like Latin-1 (ISO 8859-1, Windows-1252). Save it as UTF-8, for example by iconv -f WINDOWS-1252 -t UTF-8.`
        : `${name} begins as UTF-16 and has bytes that are none. Save it as UTF-8, in PowerShell by Out-File -Encoding utf8.`,
    );
  }
}

/** UTF-16 has a mark, or a zero beside each letter of JSON. */
function encodingOf([first, second, third, fourth]: Uint8Array): Encoding {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && third !== 0 && fourth === 0))
    return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && third === 0 && fourth !== 0))
    return "utf-16be";
  return "utf-8";
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
