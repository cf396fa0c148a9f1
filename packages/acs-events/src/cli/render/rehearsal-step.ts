import pc from "picocolors";
import type { Diagnostic } from "../../engine/rehearsal-stack.ts";
import type { RehearsalProgress } from "../../rehearsal/rehearse.ts";
import { printable } from "../../text/printable.ts";

const marks: Readonly<Record<string, string>> = {
  create: pc.green("+"),
  update: pc.yellow("~"),
  replace: pc.magenta("±"),
  delete: pc.red("-"),
  same: " ",
};

/** One line about what the engine does now; undefined for what is not worth one. `verbose` shows everything. */
export function renderStep(step: RehearsalProgress, verbose: boolean): string | undefined {
  switch (step.kind) {
    case "phase":
      return pc.bold(step.text);
    case "diagnostic": {
      const lines = step.message.trimEnd().replaceAll("\t", "    ").split("\n");
      const message = lines.map((line) => printable(line, 10_000)).join("\n");
      if (step.policy !== undefined) return renderViolation(message, step);
      if (step.severity === "error") return pc.red(message);
      if (step.severity === "warning") return pc.yellow(message);
      return verbose ? pc.dim(message) : undefined;
    }
    case "step": {
      const own = step.type.startsWith("azure-native:");
      if (!own && !verbose) return undefined;
      const type = step.type.split(":").at(-1) ?? step.type;
      const mark = step.failed ? pc.red("✗") : (marks[step.operation] ?? step.operation);
      return `  ${mark} ${type.padEnd(29)} ${step.name}`;
    }
  }
}

/** A mandatory policy stops the deployment, an advisory one does not: they look different also without colours. */
function renderViolation(message: string, { policy, resource }: Diagnostic): string {
  const about = resource === undefined ? "" : ` (${printable(resource)})`;
  const [first = "", ...others] = message.split("\n");
  const text = [`${first}${about}`, ...others].join("\n    ");
  return policy?.mandatory === true ? pc.red(`  ✗ mandatory ${text}`) : pc.yellow(`  ! advisory ${text}`);
}
