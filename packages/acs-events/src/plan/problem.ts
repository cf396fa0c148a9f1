import type { Finding } from "../filters/finding.ts";
import type { DeclaredAt } from "./declared-at.ts";

/** Something that keeps a stack from being planned. Problems are collected and reported together; nothing is deployed. */
export interface Problem {
  /** Kebab-case and permanent once released. */
  readonly id: string;
  /** Where, in the reader's terms: `acs-events:endpoints.support-queue.url`, `support › failed-texts › endpoint`. */
  readonly path: string;
  /** What is wrong, the value given, what is allowed, what to do. */
  readonly message: string;
  readonly value?: unknown;
  readonly declaredAt?: DeclaredAt;
  /** The mistakes of one filter, which `message` lists. */
  readonly findings?: readonly Finding[];
}

/** The report that a person reads: every problem with its place, none twice. */
export function renderProblems(problems: readonly Problem[], stack: string): string {
  return `The stack "${stack}" has ${listProblems(problems)}`;
}

/** The report without its subject: `2 problems; nothing is deployed.` and each of them. */
export function listProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.map(({ path, message, declaredAt }) => {
    return `  ${placeOf(path, declaredAt)}\n${message.replace(/^/gm, "    ")}`;
  });
  return `${count}; nothing is deployed.\n\n${[...new Set(lines)].join("\n\n")}\n`;
}

/** `infra/teams/care.ts:7` for a mistake in a file, `care › one › endpoint (infra/teams/care.ts:7)` for a declaration. */
function placeOf(path: string, declaredAt: DeclaredAt | undefined): string {
  if (declaredAt === undefined) return path;
  const place = `${declaredAt.file}:${declaredAt.line}`;
  return path === declaredAt.file ? place : `${path} (${place})`;
}
