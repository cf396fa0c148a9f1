import pc from "picocolors";
import { retirementsInWords } from "../../filter-rules/retirement.ts";
import type { FindingLevel } from "../../filters/finding.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";
import { escapeControls, escapeControlsInLines, printable } from "../../text/printable.ts";

const marks: Readonly<Record<FindingLevel, string>> = {
  error: pc.red("✗ error"),
  warning: pc.yellow("! warning"),
  info: pc.blue("i info"),
};

/**
 * Findings for a terminal: by subscription, the most severe first, each with its place and the command that shows its page. What retires
 * is the same for all of them, and is said once at the end.
 */
export function renderFindings(
  findings: readonly SubscriptionFinding[],
  subscriptions: number,
  done: "checked" | "adopted" = "checked",
): string {
  const order: readonly FindingLevel[] = ["error", "warning", "info"];
  const isRetirement = ({ id }: SubscriptionFinding): boolean =>
    id === "service-retires" || id === "service-retires-soon";
  const groups = Map.groupBy(
    findings.filter((one) => !isRetirement(one)),
    ({ subscription }) => subscription,
  );
  const blocks = [...groups].map(([subscription, its]) => {
    const sorted = [...its].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
    const lines = sorted.map(
      ({ level, id, message, path, fix }) =>
        `  ${marks[level]} ${escapeControlsInLines(message)}\n    ${pc.dim(`${path === "" ? "" : `${escapeControls(path)} · `}${pageCommand(id)}`)}${fix === undefined ? "" : `\n    ${pc.green(`fix: ${escapeControls(JSON.stringify(fix))}`)}`}`,
    );
    return `${pc.bold(subscription === "" ? "(the whole set)" : printable(subscription, 120))}\n${lines.join("\n")}`;
  });
  const counts = order
    .map((level) => [level, findings.filter((finding) => finding.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => `${count} ${level}${count === 1 || level === "info" ? "" : "s"}`);
  const summary = `${subscriptions} ${subscriptions === 1 ? "subscription" : "subscriptions"} ${done}: ${counts.join(", ") || "nothing to say"}`;
  return [...blocks, ...retirementsOf(findings.filter(isRetirement)), summary].join("\n\n");
}

/** The command that shows the page of an id; it works wherever the package is installed. */
function pageCommand(id: string): string {
  return `npx acs-events docs ${id}`;
}

function retirementsOf(findings: readonly SubscriptionFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  const services = findings.flatMap(({ value }) => (Array.isArray(value) ? value.map(String) : []));
  const isSoon = findings.some(({ level }) => level === "warning");
  const concerned = new Set(findings.map(({ subscription }) => subscription)).size;
  const lines = retirementsInWords(services).map((line) => `  ${marks[isSoon ? "warning" : "info"]} ${line}`);
  const whose = `${concerned} ${concerned === 1 ? "subscription is" : "subscriptions are"} concerned; \`--format json\` says which.`;
  return [
    `${pc.bold("What retires")}\n${lines.join("\n")}\n    ${pc.dim(whose)}\n    ${pc.dim(pageCommand(isSoon ? "service-retires-soon" : "service-retires"))}`,
  ];
}
