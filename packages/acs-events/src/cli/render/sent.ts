import pc from "picocolors";
import { printable } from "../../text/printable.ts";
import type { SentEvent } from "../send/post-events.ts";
import { renderTable } from "./table.ts";

/** Up to this many events are printed one by one; for more, a table has the results. */
const mostEvents = 20;

/** Who received what was sent, for a terminal. */
export function renderSent(events: readonly SentEvent[], seconds: number): string {
  if (events.length <= mostEvents) return events.map(renderOne).join("\n");
  const refused = events.flatMap((one) => one.refused ?? []);
  const rate = Math.round(events.length / Math.max(seconds, 0.001));
  const nobody = events.filter((one) => one.refused === undefined && one.deliveries.length === 0).length;
  return [
    `${events.length.toLocaleString("en")} events in ${seconds.toFixed(1)} s, ${rate.toLocaleString("en")} a second`,
    ...(nobody === 0 ? [] : [pc.yellow(`${nobody.toLocaleString("en")} for nobody`)]),
    ...(refused.length === 0
      ? []
      : [pc.red(`${refused.length.toLocaleString("en")} refused: ${printable(refused[0] ?? "", 300)}`)]),
    ...tableOf(events),
  ].join("\n");
}

function renderOne({ eventType, subject, refused, deliveries }: SentEvent): string {
  const head = `${pc.bold(shortType(eventType))} ${pc.dim(printable(subject, 120))}`;
  if (refused !== undefined) return `${head}\n  ${pc.red(`refused: ${printable(refused, 500)}`)}`;
  if (deliveries.length === 0) return `${head}\n  ${pc.yellow("nobody receives it: no filter matches it")}`;
  const lines = deliveries.map(({ subscription, outcome, detail }) => {
    const name = printable(subscription);
    const said = detail === "" ? "" : `: ${printable(detail, 300)}`;
    if (outcome === "delivered") return `  ${pc.green("✓")} ${name}${said}`;
    if (outcome === "pending" || outcome === "retrying") return `  ${pc.yellow("…")} ${name} ${outcome}${said}`;
    return `  ${pc.red("✗")} ${name} ${outcome}${said}`;
  });
  return [head, ...lines].join("\n");
}

function tableOf(events: readonly SentEvent[]): readonly string[] {
  const counts = new Map<string, { delivered: number; waiting: number; lost: number }>();
  for (const { subscription, outcome } of events.flatMap(({ deliveries }) => deliveries)) {
    const one = counts.get(subscription) ?? { delivered: 0, waiting: 0, lost: 0 };
    counts.set(subscription, one);
    one[outcome === "delivered" ? "delivered" : outcome === "pending" || outcome === "retrying" ? "waiting" : "lost"]++;
  }
  if (counts.size === 0) return [];
  const rows = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { delivered, waiting, lost }]) => [
      printable(name),
      ...[delivered, waiting, lost].map((number) => number.toLocaleString("en")),
    ]);
  return [renderTable(["subscription", "received", "waiting", "not delivered"], rows)];
}

function shortType(type: string): string {
  return printable(type.replace("Microsoft.Communication.", ""));
}
