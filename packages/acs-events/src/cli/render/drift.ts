import pc from "picocolors";
import { printable } from "../../text/printable.ts";
import { type Drift, type DriftDifference, filterSentences } from "../drift/compare-with-code.ts";

/** What is said of each kind of difference after the subscription's name. */
export const driftKinds = {
  "only-in-azure": "only in Azure: no team file declares it",
  "only-in-code": "only in code: it is not deployed",
  different: "differs",
} as const;

/** A drift for a terminal. */
export function renderDrift(drift: Drift): string {
  const blocks = drift.differences.map((one) =>
    [
      `${pc.bold(printable(one.subscription, 80))} ${driftKinds[one.kind]}`,
      ...sentencesOf(one).map((line) => `  ${pc.yellow("!")} ${line}`),
    ].join("\n"),
  );
  const notes = drift.notes.map((note) => `${pc.blue("i")} ${printable(note, 400)}`);
  return [pc.bold(headline(drift)), ...blocks, ...(notes.length === 0 ? [] : [notes.join("\n")])].join("\n\n");
}

/** The same as Markdown, for the summary of a job. */
export function markdownOfDrift(drift: Drift): string {
  const items = drift.differences.flatMap((one) => [
    `- \`${printable(one.subscription, 80).replaceAll("`", "'")}\` ${driftKinds[one.kind]}`,
    ...sentencesOf(one).map((line) => `  - ${escaped(line)}`),
  ]);
  const notes = drift.notes.map((note) => `> ${escaped(printable(note, 400))}`);
  return `${[`### ${headline(drift)}`, ...(items.length === 0 ? [] : [items.join("\n")]), ...notes].join("\n\n")}\n`;
}

/** What differs, a sentence each; nothing where it is on one side only. */
export function sentencesOf(one: DriftDifference): readonly string[] {
  return [...filterSentences(one), ...one.differs.map(({ message }) => message)].map((line) => printable(line, 1_000));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|]/g, "\\$&");
}

/** The one line that says it all. */
export function headline({ stack, complete, differences, summary }: Drift): string {
  if (differences.length === 0) {
    const begin = summary.notSeen === 0 && complete ? "Azure has" : "As far as the input shows it, Azure has";
    return `${begin} what is in code: ${count(summary.inAzure)} of the stack "${stack}".`;
  }
  const parts = [
    [summary.different, "different"],
    [summary.onlyInAzure, "only in Azure"],
    [summary.onlyInCode, "only in code"],
  ] as const;
  const what = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return `Azure does not have what is in code of the stack "${stack}": ${what.join(", ")}.`;
}

function count(number: number): string {
  return `${number} ${number === 1 ? "subscription" : "subscriptions"}`;
}
