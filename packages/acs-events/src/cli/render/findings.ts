import pc from "picocolors";
import type { FindingLevel } from "../../filters/finding.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";

const marks: Readonly<Record<FindingLevel, string>> = {
  error: pc.red("✗ error"),
  warning: pc.yellow("! warning"),
  info: pc.blue("i info"),
};

/** Findings for a terminal: by subscription, the gravest first, each with its place, its id and what to do. */
export function renderFindings(findings: readonly SubscriptionFinding[], subscriptions: number): string {
  const order: readonly FindingLevel[] = ["error", "warning", "info"];
  const groups = Map.groupBy(findings, ({ subscription }) => subscription);
  const blocks = [...groups].map(([subscription, its]) => {
    const sorted = [...its].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
    const lines = sorted.map(
      ({ level, id, message, path, fix }) =>
        `  ${marks[level]} ${message}\n    ${pc.dim(`${path === "" ? "" : `${path} · `}${id}`)}${fix === undefined ? "" : `\n    ${pc.green(`fix: ${JSON.stringify(fix)}`)}`}`,
    );
    return `${pc.bold(subscription === "" ? "(the whole set)" : subscription)}\n${lines.join("\n")}`;
  });
  const counts = order
    .map((level) => [level, findings.filter((finding) => finding.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => `${count} ${level}${count === 1 || level === "info" ? "" : "s"}`);
  const summary = `${subscriptions} ${subscriptions === 1 ? "subscription" : "subscriptions"} checked: ${counts.join(", ") || "nothing to say"}`;
  return [...blocks, summary].join("\n\n");
}
