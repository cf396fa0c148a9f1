import { renderTable } from "../src/cli/render/table.ts";
import { printable } from "../src/text/printable.ts";
import type { Difference } from "./compare-answers.ts";
import type { Replayed } from "./replay.ts";

/** The share that agrees, by API version; what could not be replayed, with why; each difference with its kind. */
export function renderReplay(replayed: readonly Replayed[]): string {
  const compared = replayed.filter((one) => one.kind === "compared");
  const skipped = replayed.filter((one) => one.kind === "skipped");
  const versions = Map.groupBy(compared, ({ exchange }) => exchange.apiVersion ?? "none");
  const rows = [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([version, ones]) => row(version, ones));
  const reasons = Map.groupBy(skipped, ({ reason }) => reason);
  return [
    `Replayed against the local Azure: ${compared.length} of ${replayed.length} exchanges.`,
    "",
    renderTable(["API version", "replayed", "agree", "share"], [...rows, row("all", compared)]),
    "",
    ...[...reasons].map(([reason, ones]) => `Not replayed: ${ones.length}, ${reason}.`),
    ...compared.flatMap(({ exchange, differences }) =>
      differences.map((one) => `${exchange.n} ${printable(exchange.recording)} ${exchange.method}: ${describe(one)}`),
    ),
  ].join("\n");
}

function row(name: string, ones: readonly Extract<Replayed, { kind: "compared" }>[]): string[] {
  const agree = ones.filter(({ differences }) => differences.length === 0).length;
  const share = ones.length === 0 ? "-" : `${((100 * agree) / ones.length).toFixed(1)} %`;
  return [printable(name), String(ones.length), String(agree), share];
}

function describe({ kind, path, recorded, local }: Difference): string {
  const where = path === "" ? "" : ` ${printable(path)}`;
  return `${kind}${where}: recorded ${shown(recorded)}, local ${shown(local)}`;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : printable(JSON.stringify(value), 200);
}
