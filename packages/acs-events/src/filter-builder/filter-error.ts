import type { Finding } from "../filters/finding.ts";

/** A filter that cannot be. `findings` says everything that is wrong with it, the message says it to a reader. */
export class FilterError extends Error {
  override readonly name = "FilterError";
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(textOf(findings));
    this.findings = Object.freeze([...findings]);
  }
}

function textOf(findings: readonly Finding[]): string {
  const lines = findings.map(({ path, message }) => `${path}: ${message}`);
  if (lines.length === 1) return lines[0] ?? "";
  return [`The filter has ${lines.length} problems:`, ...lines].join("\n  ");
}
