import pc from "picocolors";
import { shortType } from "../../filter-rules/wording.ts";
import type { ExplainedSubscription, Provenance } from "../../plan/provenance.ts";

/** Where the values of a subscription came from, as a person reads it: a block a place, what nobody said at the end. */
export function renderProvenance({ name, pending, values }: ExplainedSubscription): string {
  const places = [...Map.groupBy(values, placeOf)].toSorted(([, [a]], [, [b]]) => rank(a) - rank(b));
  const longest = Math.max(...values.map(({ path }) => path.length));
  const blocks = places.map(([place, members]) => {
    const lines = members.map(({ path, value }) => `  ${path.padEnd(longest)}  ${shown(value)}`);
    return `${place}\n${lines.join("\n")}`;
  });
  const head = pc.bold(name) + (pending === undefined ? "" : `\n${pc.yellow("Pending")}: ${pending}`);
  return [head, ...blocks].join("\n\n");
}

/** "stack: acs-events:defaults … in Pulumi.dev.yaml". */
function placeOf({ origin, where, declaredAt }: Provenance): string {
  const at = declaredAt === undefined ? "" : ` at ${declaredAt.file}:${declaredAt.line}`;
  return `${pc.cyan(origin)}: ${where}${at}`;
}

function rank(first: Provenance | undefined): number {
  return first?.origin === "built-in" ? 1 : 0;
}

function shown(value: unknown): string {
  if (value === null) return "none";
  if (value === "") return '""';
  if (typeof value === "string") return shortType(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return "none";
  return value.map((one) => (typeof one === "string" ? shortType(one) : JSON.stringify(one))).join(", ");
}
