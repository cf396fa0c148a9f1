import type { Finding } from "../finding.ts";

/** A filter that cannot be: `findings` says everything that is wrong with it, the message says it to a reader. */
export class FilterError extends Error {
  override readonly name = "FilterError";
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(findings.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    this.findings = findings;
  }
}
