import { parseJson } from "../../json/parse-json.ts";

/** A part of a stream that stands for one JSON value, parsed or not yet, or what is wrong between values. Lines and columns count from 1. */
export type JsonPiece =
  /** An object that has a line of its own. */
  | { readonly kind: "object"; readonly json: unknown; readonly line: number }
  | {
      readonly kind: "value";
      readonly text: string;
      readonly line: number;
      readonly column: number;
      /** Its number in the array that it is an element of, counted from 1; undefined for a value of its own. */
      readonly element: number | undefined;
    }
  | { readonly kind: "problem"; readonly message: string; readonly line: number; readonly column: number };

/**
 * Cuts a stream into JSON values: one a line, one over many lines, or the elements of an array, however large the array
 * is. Text that is not JSON is a piece too, up to where the next value can be told: the end of its line, a line that
 * begins with a new value, or the next comma of the array. Comments count as space. The pieces come together that end
 * in the same part of the stream. Only an object that has a line of its own is parsed: looking for its end takes longer.
 */
export async function* jsonPieces(
  source: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<readonly JsonPiece[], void, undefined> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const cutter = jsonCutter();
  let isFirst = true;
  for await (const chunk of source) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (text === "") continue;
    yield cutter.cut(isFirst ? withoutMark(text) : text);
    isFirst = false;
  }
  yield cutter.cut(decoder.decode());
  yield cutter.end();
}

function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

interface Cutter {
  /** The pieces that are complete with this text. */
  readonly cut: (text: string) => readonly JsonPiece[];
  readonly end: () => readonly JsonPiece[];
}

type Inside = "nothing" | "string" | "escape" | "slash" | "line comment" | "block comment" | "block comment star";

function jsonCutter(): Cutter {
  let pieces: JsonPiece[] = [];
  /** What there is of the current piece from earlier texts; undefined between pieces. */
  let open: { before: string; readonly line: number; readonly column: number } | undefined;
  let depth = 0;
  let inside: Inside = "nothing";
  /** Elements begun in the current array; undefined outside of one. */
  let elements: number | undefined;
  let line = 1;
  let column = 0;
  let arrayBegan = { line, column };
  let isCommaDue = false;

  const close = (rest: string): void => {
    if (open === undefined) return;
    const { before, line, column } = open;
    const text = (before + rest).replace(/[\r\n]+$/, "");
    pieces.push({ kind: "value", text, line, column, element: elements });
    isCommaDue = true;
    open = undefined;
    depth = 0;
    inside = "nothing";
  };
  const begin = (): void => {
    open = { before: "", line, column };
    if (elements === undefined) return;
    elements += 1;
    if (isCommaDue) pieces.push({ kind: "problem", message: "A comma is missing before this.", line, column });
  };

  const cut = (text: string): readonly JsonPiece[] => {
    pieces = [];
    /** Where the current piece begins in this text, or 0 for one that began before it. */
    let from = 0;
    /** Takes objects that have a line of their own; answers where the first other line begins. */
    const afterObjects = (at: number): number => {
      for (let start = at; ; line += 1) {
        const end = text.charCodeAt(start) === brace ? text.indexOf("\n", start) : -1;
        const json = end < 0 ? undefined : objectIn(text.slice(start, end));
        if (json === undefined) return start;
        pieces.push({ kind: "object", json, line });
        start = end + 1;
      }
    };
    const beginAt = (at: number): void => {
      begin();
      from = at;
    };
    const endOfLine = (at: number): void => {
      if (open !== undefined && (inside === "string" || inside === "escape")) close(text.slice(from, at));
      else if (open !== undefined && elements === undefined && depth <= 0) close(text.slice(from, at));
      else if (inside === "line comment" || inside === "slash") inside = "nothing";
      line += 1;
      column = 0;
    };

    for (let at = 0; at < text.length; at += 1) {
      if (column === 0 && open === undefined && elements === undefined && inside === "nothing") {
        at = afterObjects(at);
        if (at === text.length) break;
      }
      if (inside === "string") {
        // Most letters are inside strings, where only a few of them matter.
        const plain = plainLength(text, at);
        at += plain;
        column += plain;
        if (at === text.length) break;
      }
      const letter = text.charAt(at);
      column += 1;
      if (letter === "\n") {
        endOfLine(at);
        continue;
      }
      if (inside !== "nothing") {
        if (inside === "slash" && letter !== "/" && letter !== "*") inside = "nothing";
        else {
          inside = next(inside, letter);
          continue;
        }
      }
      if (letter === " " || letter === "\t" || letter === "\r") continue;
      if (letter === "/") {
        inside = "slash";
        continue;
      }
      // What begins at the very start of a line is a value of its own: printers indent what is inside another.
      if (column === 1 && open !== undefined && depth > 0 && (letter === "{" || letter === "[")) {
        close(text.slice(from, at));
        if (letter === "[") elements = undefined;
      }
      if (open === undefined) {
        if (letter === "[" && elements === undefined) {
          elements = 0;
          isCommaDue = false;
          arrayBegan = { line, column };
          continue;
        }
        if (elements !== undefined && letter === ",") {
          isCommaDue = false;
          continue;
        }
        if (elements !== undefined && letter === "]") {
          elements = undefined;
          continue;
        }
        beginAt(at);
      } else if (elements !== undefined && depth === 0 && (letter === "," || letter === "]")) {
        close(text.slice(from, at));
        if (letter === "]") elements = undefined;
        else isCommaDue = false;
        continue;
      }
      if (letter === '"') inside = "string";
      else if (letter === "{" || letter === "[") depth += 1;
      else if (letter === "}" || letter === "]") {
        depth -= 1;
        if (depth <= 0 && elements !== undefined) close(text.slice(from, at + 1));
      }
    }
    if (open !== undefined) open.before += text.slice(from);
    return pieces;
  };

  return {
    cut,
    end: () => {
      pieces = [];
      close("");
      if (elements !== undefined) pieces.push({ kind: "problem", message: "This array is not closed.", ...arrayBegan });
      return pieces;
    },
  };
}

/** The object that is the whole of a line; undefined for any other line. */
function objectIn(line: string): unknown {
  if (!/\}\s*$/.test(line.slice(-3))) return undefined;
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}

/** How many letters from `at` on neither end a string nor a line, nor begin an escape. */
function plainLength(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === quote || code === backslash || code === newline) break;
  }
  return end - at;
}

const brace = 0x7b;
const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;

function next(inside: Inside, letter: string): Inside {
  switch (inside) {
    case "string":
      return letter === '"' ? "nothing" : letter === "\\" ? "escape" : "string";
    case "escape":
      return "string";
    case "slash":
      return letter === "/" ? "line comment" : "block comment";
    case "block comment":
    case "block comment star":
      if (letter === "*") return "block comment star";
      return letter === "/" && inside === "block comment star" ? "nothing" : "block comment";
    case "line comment":
    case "nothing":
      return inside;
  }
}
