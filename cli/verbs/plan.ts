import type { Command } from "commander";
import { choice } from "../choice.ts";

interface PlanOptions {
  readonly stack: string;
  readonly format: "text" | "json";
  readonly write?: true;
}

export function register(program: Command): void {
  program
    .command("plan")
    .description("Show what a stack declares: every subscription of every team")
    .option("--stack <name>", "the stack", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json"]))
    .option("--write", "write infra/plans/<stack>.json, which is reviewed in pull requests")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events plan
  npx acs-events plan --stack prod --format json
  npx acs-events plan --write      after a change to a team file; commit the result`,
    )
    .action(async ({ stack, format, write }: PlanOptions) => {
      const { planOfStack } = await import("../plan-of-stack.ts");
      const { planFile, renderPlanFile, writePlanFile } = await import("../plan-file.ts");
      const plan = await planOfStack(stack);
      if (write) {
        const changed = await writePlanFile(stack, plan);
        console.log(changed ? `${planFile(stack)} written; commit it.` : `${planFile(stack)} was up to date.`);
      } else if (format === "json") {
        process.stdout.write(renderPlanFile(plan, { places: true }));
      } else {
        const { renderPlan } = await import("../render/plan.ts");
        console.log(renderPlan(plan));
      }
    });
}
