import pc from "picocolors";
import { renderProblems } from "../../plan/problem.ts";
import type { NewFileReport } from "../new/check-new-file.ts";
import type { NewFile } from "../new/new-file.ts";
import { renderFindings } from "./findings.ts";

/** What to read after a file was written: what is in it, what check says, and what to do next. */
export function renderWritten(
  { file }: NewFile,
  verdict: NewFileReport,
  { stack, firstTest }: { readonly stack: string; readonly firstTest: string | undefined },
): string {
  const { added, problems, pending, findings } = verdict;
  const names = added.length === 0 ? "" : `: ${added.map(({ name }) => name).join(", ")}`;
  const option = stack === "dev" ? "" : ` --stack ${stack}`;
  const next = `Next:\n  npx acs-events check${option}\n  npx acs-events plan --write${option}   and commit what it writes beside ${file}`;
  return [
    `${pc.green("✓")} ${pc.bold(file)} written${names}`,
    ...(firstTest === undefined
      ? []
      : [
          `${pc.green("✓")} ${pc.bold(firstTest)} written: a first test, with an event that comes and one that does not`,
        ]),
    ...(problems.length > 0 ? [renderProblems(problems, stack).trimEnd()] : [sayChecked(verdict)]),
    ...(findings.length > 0 && problems.length === 0 ? [renderFindings(findings, added.length)] : []),
    ...pending.map(
      ({ name, reason }) => `${pc.yellow("!")} ${name} is pending: ${reason}. It is not deployed until then.`,
    ),
    next,
  ].join("\n\n");
}

function sayChecked({ findings }: NewFileReport): string {
  const has = (level: string): boolean => findings.some((finding) => finding.level === level);
  if (has("error")) return `${pc.red("✗")} check reports errors:`;
  if (has("warning")) return `${pc.yellow("!")} check reports warnings:`;
  return `${pc.green("✓")} check found no error and no warning${findings.length > 0 ? ". Good to know:" : "."}`;
}
