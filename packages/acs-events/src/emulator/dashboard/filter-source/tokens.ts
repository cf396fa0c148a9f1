/** What a reader of source text cannot go on from. Line and column count from 1. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly line: number;
  readonly column: number;

  constructor(message: string, source: string, at: number) {
    super(message);
    const before = source.slice(0, at).split("\n");
    this.line = before.length;
    this.column = (before.at(-1) ?? "").length + 1;
  }
}

export interface Token {
  readonly kind: "name" | "text" | "number" | "sign" | "end";
  /** A name or sign as it was written; text and numbers without quotes, escapes and underscores. */
  readonly value: string;
  /** Where it begins. */
  readonly at: number;
}

const blank = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)+/y;
const name = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const number = /-?(?:\d[\d_]*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const sign = /=>|\.\.\.|[{}[\](),:.;=]/y;
const quoted = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`/y;

/** Cuts the source of an expression into its words. Throws a `SourceError` for a character that none begins with. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (true) {
    at += take(blank)?.length ?? 0;
    if (at >= source.length) break;
    const text = take(quoted);
    const found =
      text === undefined
        ? (wordOf("name", take(name)) ?? wordOf("number", take(number)) ?? wordOf("sign", take(sign)))
        : { kind: "text" as const, written: text };
    if (found === undefined) {
      const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
      throw new SourceError(`A filter has no ${JSON.stringify(character)} here.`, source, at);
    }
    const { kind, written } = found;
    if (kind === "text") tokens.push({ kind, value: unquote(written, source, at), at });
    else tokens.push({ kind, value: kind === "number" ? written.replaceAll("_", "") : written, at });
    at += written.length;
  }
  return [...tokens, { kind: "end", value: "", at }];
}

function wordOf<Kind extends Token["kind"]>(kind: Kind, written: string | undefined) {
  return written === undefined ? undefined : { kind, written };
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", 0: "\0" };

function unquote(written: string, source: string, at: number): string {
  if (written.startsWith("`") && /(?<!\\)\$\{/.test(written)) {
    throw new SourceError("A template with values in it is not read here: write the text itself.", source, at);
  }
  const inside = written.slice(1, -1);
  return inside.replaceAll(
    /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_, braced?: string, four?: string, two?: string, other = "") => {
      const code = braced ?? four ?? two;
      if (code === undefined) return other === "\n" || other === "\r\n" ? "" : (escapes[other] ?? other);
      const point = Number.parseInt(code, 16);
      if (point > 0x10_ffff) throw new SourceError("An escape that leads to no character.", source, at);
      return String.fromCodePoint(point);
    },
  );
}
