import { createScanner, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { jsonValue, parseJson } from "../../json/parse-json.ts";
import type { Finding } from "../finding.ts";
import { finding } from "../finding-definitions.ts";
import { armFindings } from "./arm-findings.ts";

/** JSON as a person pastes it, read; or where and why it could not be. */
export type LenientJson =
  | { readonly ok: true; readonly json: unknown; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

/**
 * Reads JSON as it is found in articles, tickets and editors: with comments, trailing commas, or only a member such as
 * `"filter": {…},` without the braces around it, which then become an object with this one member. Strict JSON takes
 * the fast way. Never throws; malformed text answers with a sentence, and line and column counted from 1.
 */
export function readLenient(text: string): LenientJson {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (source.trim() === "") return { ok: false, message: "There is no JSON in it.", line: 1, column: 1 };
  try {
    return { ok: true, json: parseJson(source), findings: [] };
  } catch (error) {
    // Reading long numbers goes down as deep as the value does.
    return error instanceof RangeError ? tooDeep : readTolerantly(source);
  }
}

const tooDeep: LenientJson = Object.freeze({
  ok: false,
  message: "The JSON is nested too deeply to be read.",
  line: 1,
  column: 1,
});

function readTolerantly(source: string): LenientJson {
  const open = beginsWithMember(source) ? "{" : "";
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true, disallowComments: false };
  try {
    const whole = open === "" ? source : `{${source}\n}`;
    const root = parseTree(whole, errors, options);
    const error = errors[0];
    if (error !== undefined) return malformed(source, error, open.length);
    return { ok: true, json: root === undefined ? null : jsonValue(root, whole), findings: [notStrict(open !== "")] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooDeep;
  }
}

function notStrict(member: boolean): Finding {
  const what = member ? "a member without the object around it" : "JSON with comments or trailing commas";
  const message = `This is ${what}; it was read all the same, but Azure and its tools take strict JSON only.`;
  return finding(armFindings, "json-not-strict", { message, path: "" });
}

/** Two members of jsonc-parser's `SyntaxKind`, a const enum, which cannot be imported when types are stripped. */
const colonToken = 6;
const stringLiteral = 10;

/** Whether the text starts with `"name":`, the way a part of a larger document does. */
function beginsWithMember(source: string): boolean {
  const scanner = createScanner(source, true);
  return Number(scanner.scan()) === stringLiteral && Number(scanner.scan()) === colonToken;
}

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: "a word that JSON does not have; strings are in double quotes",
  InvalidNumberFormat: "a number that JSON does not have",
  PropertyNameExpected: "the name of a property was expected, in double quotes",
  ValueExpected: "a value was expected",
  ColonExpected: "a colon was expected",
  CommaExpected: "a comma was expected",
  CloseBraceExpected: "a closing } was expected",
  CloseBracketExpected: "a closing ] was expected",
  EndOfFileExpected: "the JSON had ended before this",
  UnexpectedEndOfComment: "a comment that is not closed",
  UnexpectedEndOfString: "a string that is not closed",
  UnexpectedEndOfNumber: "a number that is not finished",
  InvalidUnicode: "an escape \\u without four hexadecimal digits",
  InvalidEscapeCharacter: "an escape that JSON does not have",
  InvalidCharacter: "a character that must be escaped in a string",
};

function malformed(source: string, error: ParseError, shift: number): LenientJson {
  const offset = Math.min(Math.max(error.offset - shift, 0), source.length);
  const before = source.slice(0, offset).split(/\r\n|\n|\r/);
  const code = printParseErrorCode(error.error);
  return {
    ok: false,
    message: `This is not JSON: ${sentences[code] ?? code}.`,
    line: before.length,
    column: (before.at(-1) ?? "").length + 1,
  };
}
