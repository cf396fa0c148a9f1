import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
} from "yaml";

/**
 * The text of a stack's file with `value` at `path`, in maps that are made where they are missing. All other lines stay
 * as they are. `yaml` itself would write the whole file again: it indents comments like the lines above them, and drops
 * blank lines. Lines of a former value become comments, so that what is written beside them is not lost.
 */
export function setInStackFile(text: string, path: readonly string[], value: object): string {
  const document = parseDocument(text);
  const edited = withLines(text, document, path, value);
  for (const at of path.keys()) {
    const outer = path.slice(0, at);
    if (at > 0 && !isMap(document.getIn(outer))) document.setIn(outer, document.createNode({}));
  }
  document.setIn(path, document.createNode(value));
  // No line can be added to some forms, such as a map in braces. Then `yaml` writes the file.
  const isRight = edited !== undefined && isDeepStrictEqual(parseDocument(edited).toJS(), document.toJS());
  return isRight ? edited : document.toString({ lineWidth: 0 });
}

function withLines(text: string, document: Document, path: readonly string[], value: object): string | undefined {
  let map = document.contents;
  if (map === null) return insertAfter(text, text.length, linesOf(path, value, 0));
  for (const [at, key] of path.entries()) {
    if (!isMap(map) || map.flow === true || map.items.length === 0) return undefined;
    const pair = pairOf(map, key);
    const column = columnOf(text, map);
    if (pair === undefined) return insertAfter(text, endOf(map), linesOf(path.slice(at), value, column));
    const rest = path.slice(at + 1);
    if (isEmpty(pair.value)) return withoutValue(text, pair, linesOf(rest, value, column + 2));
    if (rest.length === 0) return replaced(text, pair, linesOf([], value, column + 2));
    map = pair.value as Node | null;
  }
  return undefined;
}

/** `key: {}`, or `key:` without a value, gets lines below it. */
function withoutValue(text: string, { key, value }: Pair, lines: readonly string[]): string {
  const [start, end] = rangeOf(value) ?? [endOf(key), endOf(key)];
  const before = text.slice(0, start).replace(/ +$/, "");
  const cut = start === end ? text : before + text.slice(end);
  return insertAfter(cut, start === end ? endOf(key) : before.length, lines);
}

function replaced(text: string, { value }: Pair, lines: readonly string[]): string | undefined {
  const [start] = rangeOf(value) ?? [];
  if (start === undefined || !isMap(value) || value.flow === true) return undefined;
  const from = text.lastIndexOf("\n", start) + 1;
  const to = lineEnd(text, endOf(value));
  const indentation = " ".repeat(start - from);
  const former = text
    .slice(from, to)
    .replaceAll(/^ *(?=[^\s#])/gm, (spaces) => `${indentation}# ${spaces.slice(indentation.length)}`);
  return text.slice(0, from) + lines.join(eolOf(text)) + eolOf(text) + former + text.slice(to);
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((item): item is Pair => isPair(item) && isScalar(item.key) && item.key.value === key);
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null) || (isMap(value) && value.items.length === 0);
}

/** Behind the last character of what a node says, without the comments and blank lines after it. */
function endOf(node: unknown): number {
  if (isPair(node)) return isEmpty(node.value) ? Math.max(endOf(node.key), endOf(node.value)) : endOf(node.value);
  if (isMap(node) && node.flow !== true && node.items.length > 0) return endOf(node.items.at(-1));
  return rangeOf(node)?.[1] ?? 0;
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return (node as Node | null)?.range ?? undefined;
}

function columnOf(text: string, map: YAMLMap): number {
  const [start] = rangeOf(map) ?? [0];
  return start - (text.lastIndexOf("\n", start - 1) + 1);
}

function linesOf(path: readonly string[], value: object, column: number): readonly string[] {
  const whole = path.reduceRight<object>((inner, key) => ({ [key]: inner }), value);
  const lines = stringify(whole, { lineWidth: 0 }).trimEnd().split("\n");
  return lines.map((line) => `${" ".repeat(column)}${line}`);
}

function insertAfter(text: string, position: number, lines: readonly string[]): string {
  const end = lineEnd(text, position);
  const eol = eolOf(text);
  const between = end === 0 || text[end - 1] === "\n" ? "" : eol;
  return text.slice(0, end) + between + lines.join(eol) + eol + text.slice(end);
}

/** Behind the line break of the line that `position` is in. */
function lineEnd(text: string, position: number): number {
  const at = text.indexOf("\n", Math.max(0, position));
  return at === -1 ? text.length : at + 1;
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
