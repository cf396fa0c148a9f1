const verbatim: unique symbol = Symbol("verbatim");

/** TypeScript that is written among values as it is: `code('phoneNumber("1555")')`. */
export interface Code {
  readonly [verbatim]: string;
}

/** A value that a team file can have in it; records omit what is undefined. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | Code
  | readonly Literal[]
  | { readonly [key: string]: Literal | undefined };

/** Where the text begins, so that it is broken where Biome would break it. */
export interface Position {
  /** Characters before it on its first line. */
  readonly column?: number;
  /** Columns by which its further lines are indented. */
  readonly indent?: number;
}

/** As in biome.json. */
export const lineWidth = 120;

export function code(text: string): Code {
  return Object.freeze({ [verbatim]: text });
}

/**
 * `value` as TypeScript: on one line where that fits, else one element a line. Strings have double quotes; what
 * nobody can see in an editor (control characters, direction marks, lone surrogates) is escaped. Keys are quoted only
 * where they have to be.
 */
export function literal(value: Literal, { column = 0, indent = 0 }: Position = {}): string {
  const flat = onOneLine(value);
  // One column is left for the comma behind it.
  if (!isNested(value) || (column + flat.length < lineWidth && !flat.includes("\n"))) return flat;
  const inner = indent + 2;
  const lines = Array.isArray(value)
    ? value.map((element: Literal) => literal(element, { column: inner, indent: inner }))
    : entriesOf(value as Record<string, Literal>).map(([key, element]) => {
        const head = `${propertyKey(key)}: `;
        return `${head}${literal(element, { column: inner + head.length, indent: inner })}`;
      });
  if (lines.length === 0) return flat;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.map((line) => `${" ".repeat(inner)}${line},\n`).join("")}${" ".repeat(indent)}${close}`;
}

/** A call with a name and a record, as a team file has them: `subscription("failed-texts", { … })`. */
export function call(
  callee: string,
  name: string,
  options: Literal,
  { column = 0, indent = 0 }: Position = {},
): string {
  const head = `${callee}(${literal(name)}, `;
  return `${head}${literal(options, { column: column + head.length + 1, indent })})`;
}

/** The key of a property, quoted only where it has to be. */
export function propertyKey(key: string): string {
  // Without the brackets it would set the prototype of the record, quoted or not.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringLiteral(key);
}

function onOneLine(value: Literal): string {
  if (typeof value === "string") return stringLiteral(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (isCode(value)) return value[verbatim];
  if (isList(value)) return `[${value.map(onOneLine).join(", ")}]`;
  const properties = entriesOf(value).map(([key, element]) => `${propertyKey(key)}: ${onOneLine(element)}`);
  return properties.length === 0 ? "{}" : `{ ${properties.join(", ")} }`;
}

/** JSON escapes quotes, most control characters and lone surrogates; the rest of what is invisible is left to us. */
function stringLiteral(text: string): string {
  return JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, "0")}`;
  });
}

function entriesOf(record: { readonly [key: string]: Literal | undefined }): [string, Literal][] {
  return Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
}

function isNested(value: Literal): boolean {
  return typeof value === "object" && value !== null && !isCode(value);
}

function isCode(value: Literal): value is Code {
  return typeof value === "object" && value !== null && verbatim in value;
}

function isList(value: Literal): value is readonly Literal[] {
  return Array.isArray(value);
}
