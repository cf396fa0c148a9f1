import { type Node, parseTree } from "jsonc-parser";
import { jsonNumber } from "./exact-number.ts";

/**
 * Whether a text may have a number that a double would round. Two patterns, since the first is fast and nearly always
 * answers no: it also finds digits in strings, such as those of an id behind a colon, that the second knows better.
 */
function mayHaveLongNumber(text: string): boolean {
  return (afterSign.test(text) && asValue.test(text)) || atStart.test(text);
}

const afterSign = /[[,:]\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;
const asValue = /(?:[[,]|"\s*:)\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;
const atStart = /^\s*-?\d/;

/** As `JSON.parse`, but no digit of a number is lost: what a double would round is an `ExactNumber`. */
export function parseJson(text: string): unknown {
  if (!mayHaveLongNumber(text)) return JSON.parse(text) as unknown;
  return readsSource ? parse(text, exactNumber) : exactly(text);
}

/** The third argument is newer than what the compiler knows: the text of a number as it is in the JSON. */
type Reviver = (name: string, value: unknown, context?: { readonly source?: string }) => unknown;

const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Whether the JavaScript engine gives the source text of a number; Node does since 21. */
const readsSource = parse("1", (_, __, context) => context?.source) === "1";

const exactNumber: Reviver = (_, value, context) =>
  typeof value === "number" && context?.source !== undefined ? jsonNumber(context.source) : value;

function exactly(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  const root = parseTree(text);
  return root === undefined ? value : jsonValue(root, text);
}

/** The value of a node. Properties are defined, not assigned, so that `__proto__` is a name like any other. */
export function jsonValue(node: Node, source: string): unknown {
  switch (node.type) {
    case "array":
      return (node.children ?? []).map((child) => jsonValue(child, source));
    case "object":
      return Object.fromEntries(
        (node.children ?? []).map(({ children: [name, value] = [] }) => [
          String(name?.value),
          value === undefined ? null : jsonValue(value, source),
        ]),
      );
    case "number":
      return jsonNumber(source.slice(node.offset, node.offset + node.length));
    default:
      return node.value;
  }
}
