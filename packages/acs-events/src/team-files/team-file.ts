/**
 * This room writes team files as a person would have written them: `new` makes one of a template, `import` one of
 * subscriptions that exist already. It is a room of its own since both use it, and it is pure: text in, text out; the
 * command line formats it and puts it in its place.
 */
import { docComment } from "./comment.ts";
import { lineWidth, literal } from "./literal.ts";

export interface TeamFileText {
  readonly team: string;
  readonly owner: string;
  /** A sentence for the doc comment: what the team listens for. */
  readonly about: string;
  /** What `entries` use of the names that a team file may import; `team` is added. */
  readonly imports: readonly string[];
  /** Whether an entry asks for `stack.name` or `stack.value("…")`. */
  readonly usesStack: boolean;
  /**
   * The elements of the array, each a TypeScript expression with `//` lines before it, if any, and without a comma
   * behind it. Written as for column 0; no line of it begins inside a template literal, since lines are indented here.
   */
  readonly entries: readonly string[];
}

/** What team files import from. */
export const publicNames = "#acs-events";

/** The text of `infra/teams/<team>.ts`, formatted but for what only a formatter sees. */
export function renderTeamFile({ team, owner, about, imports, usesStack, entries }: TeamFileText): string {
  const [name, options] = [literal(team), `{ owner: ${literal(owner)} }`];
  const begin = `(${usesStack ? "stack" : ""}) => [`;
  const elements = entries.map((entry) => `${indented(entry)},\n`);
  const array = elements.length === 0 ? "]" : `\n${elements.join("")}]`;
  const head = `export default team(${name}, ${options}, ${begin}`;
  const statement =
    head.length <= lineWidth
      ? `${head}${array});\n`
      : `export default team(\n${indented(`${name},\n${options},\n${begin}${array},\n`)});\n`;
  return `${importStatement([...imports, "team"])}\n${docComment(about)}${statement}`;
}

/** `import { … } from "#acs-events";`, each name once, in Biome's order. */
export function importStatement(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort(byBiome);
  const from = `from ${literal(publicNames)};`;
  const flat = `import { ${sorted.join(", ")} } ${from}`;
  if (flat.length <= lineWidth) return `${flat}\n`;
  return `import {\n${sorted.map((name) => `  ${name},\n`).join("")}} ${from}\n`;
}

/** Without case first; of two that differ in nothing else, the one with the capital letter. */
export function byBiome(a: string, b: string): number {
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
  return lowerA === lowerB ? (a < b ? -1 : 1) : lowerA < lowerB ? -1 : 1;
}

function indented(entry: string): string {
  return entry.replaceAll(/^(?=.)/gm, "  ");
}
