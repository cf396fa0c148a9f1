import pc from "picocolors";
import { shortType } from "../../infra/filters/check/wording.ts";
import type { ExplainedSubscription, Provenance } from "../../infra/subscriptions/provenance.ts";
import { renderTable } from "./table.ts";

/** Where each value of a subscription came from, as a person reads it; `width` is that of the terminal. */
export function renderProvenance({ name, leftOut, values }: ExplainedSubscription, width?: number): string {
  const rows = values.map((one) => [one.path, shown(one.value), one.origin, placeOf(one)]);
  const table = renderTable(["value", "is", "said by", "where"], rows, { width, flexible: [1, 3] });
  const head = pc.bold(name) + (leftOut === undefined ? "" : `\n${pc.yellow("Left out")}: ${leftOut}`);
  return `${head}\n\n${table}`;
}

function shown(value: unknown): string {
  if (value === null) return "none";
  if (value === "") return '""';
  if (typeof value === "string") return shortType(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return "none";
  return value.map((one) => (typeof one === "string" ? shortType(one) : JSON.stringify(one))).join(", ");
}

function placeOf({ origin, where, declaredAt }: Provenance): string {
  if (origin === "built-in") return "";
  return declaredAt === undefined ? where : `${where}, ${declaredAt.file}:${declaredAt.line}`;
}
