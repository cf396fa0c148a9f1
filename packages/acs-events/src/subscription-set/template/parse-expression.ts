/** A template expression, parsed. `text` is how it was written, which tells two unknown values apart. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly text: string }
  | { readonly kind: "property"; readonly of: Expression; readonly name: string; readonly text: string }
  | { readonly kind: "index"; readonly of: Expression; readonly index: Expression; readonly text: string };

/** What Azure takes at most (Azure docs, template limits). */
const longest = 24_576;
const deepest = 64;

/** Whether a text of a template is an expression: in brackets, and not with a second one, which stands for itself. */
export function isTemplateExpression(text: string): boolean {
  return text.startsWith("[") && !text.startsWith("[[") && text.endsWith("]");
}

/** Parses what is between the brackets; undefined where it is not an expression, or too large for one. */
export function parseExpression(source: string): Expression | undefined {
  if (source.length > longest) return undefined;
  const parser = { source, at: 0, depth: 0 };
  const expression = parseWhole(parser);
  skipSpace(parser);
  return parser.at === source.length ? expression : undefined;
}

interface Parser {
  readonly source: string;
  at: number;
  depth: number;
}

function parseWhole(parser: Parser): Expression | undefined {
  parser.depth += 1;
  if (parser.depth > deepest) return undefined;
  skipSpace(parser);
  const from = parser.at;
  let expression = parsePrimary(parser);
  while (expression !== undefined) {
    const next = parseAccess(parser, expression, from);
    if (next === "none") break;
    expression = next;
  }
  parser.depth -= 1;
  return expression;
}

function parsePrimary(parser: Parser): Expression | undefined {
  const { source, at } = parser;
  if (source[at] === "'") return parseText(parser);
  const [number] = take(parser, /-?\d+(?:\.\d+)?/y) ?? [];
  if (number !== undefined) return { kind: "literal", value: Number(number), text: number };
  const [name] = take(parser, /[A-Za-z_][\w.]*/y) ?? [];
  skipSpace(parser);
  if (name === undefined || source[parser.at] !== "(") return undefined;
  parser.at += 1;
  const args: Expression[] = [];
  for (skipSpace(parser); source[parser.at] !== ")"; skipSpace(parser)) {
    if (args.length > 0) {
      if (source[parser.at] !== ",") return undefined;
      parser.at += 1;
    }
    const argument = parseWhole(parser);
    if (argument === undefined) return undefined;
    args.push(argument);
  }
  parser.at += 1;
  return { kind: "call", name: name.toLowerCase(), args, text: source.slice(at, parser.at) };
}

/** A text in single quotes; a quote inside is doubled. */
function parseText(parser: Parser): Expression | undefined {
  const [text] = take(parser, /'(?:[^']|'')*'/y) ?? [];
  if (text === undefined) return undefined;
  return { kind: "literal", value: text.slice(1, -1).replaceAll("''", "'"), text };
}

/** `.name` or `[index]` behind an expression. */
function parseAccess(parser: Parser, of: Expression, from: number): Expression | "none" | undefined {
  const { source } = parser;
  skipSpace(parser);
  if (source[parser.at] === ".") {
    parser.at += 1;
    const [name] = take(parser, /[A-Za-z_]\w*/y) ?? [];
    return name === undefined ? undefined : { kind: "property", of, name, text: source.slice(from, parser.at) };
  }
  if (source[parser.at] !== "[") return "none";
  parser.at += 1;
  const index = parseWhole(parser);
  skipSpace(parser);
  if (index === undefined || source[parser.at] !== "]") return undefined;
  parser.at += 1;
  return { kind: "index", of, index, text: source.slice(from, parser.at) };
}

function take(parser: Parser, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = parser.at;
  const found = pattern.exec(parser.source);
  if (found === null) return undefined;
  parser.at += found[0].length;
  return found;
}

function skipSpace(parser: Parser): void {
  while (/\s/.test(parser.source[parser.at] ?? "")) parser.at += 1;
}
