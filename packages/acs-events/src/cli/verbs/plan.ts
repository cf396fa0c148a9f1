import type { Command } from "commander";
import { choice } from "../choice.ts";

interface PlanOptions {
  readonly stack: string;
  readonly format: "text" | "json" | "urns";
  readonly team?: string;
  readonly explain?: string;
  readonly write?: true;
}

export function register(program: Command): void {
  program
    .command("plan")
    .description("Show what a stack declares: every subscription of every team")
    .option("--stack <name>", "the stack", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json", "urns"]))
    .option("--team <name>", "only the subscriptions of this team")
    .option("--explain <subscription>", "where each value of one subscription came from")
    .option("--write", "write infra/plans/<stack>.json, which is reviewed in pull requests")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events plan
  npx acs-events plan --stack prod --format json
  npx acs-events plan --team support
  npx acs-events plan --explain support-inbound-sms
  npx acs-events plan --write      after a change to a team file; commit the result

"urns" prints what the engine calls the subscriptions in the stack that has the topic, for \`pulumi state move\`
(docs/stacks.md).`,
    )
    .action(async ({ stack, format, team, explain, write }: PlanOptions) => {
      const { planOfStack } = await import("../../project/plan-of-stack.ts");
      const { planFile, refusePartOfPlan, renderPlanFile, writePlanFile } = await import("../../project/plan-file.ts");
      const { explainedOf, planOfTeam } = await import("../plan-parts.ts");
      if (write && (team !== undefined || explain !== undefined)) {
        const { UserError } = await import("../../text/user-error.ts");
        throw new UserError("--write writes the whole plan; leave out --team and --explain.");
      }
      if (write) {
        await refusePartOfPlan(stack, (whole) => `write the whole of it: npx acs-events plan --stack ${whole} --write`);
      }
      const whole = await planOfStack(stack);
      const plan = team === undefined ? whole : planOfTeam(whole, team);
      const width = process.stdout.columns;
      if (write) {
        const changed = await writePlanFile(stack, plan);
        console.log(changed ? `${planFile(stack)} written; commit it.` : `${planFile(stack)} was up to date.`);
      } else if (explain !== undefined) {
        const explained = explainedOf(plan, explain);
        const { renderProvenance } = await import("../render/provenance.ts");
        console.log(format === "json" ? JSON.stringify(explained, null, 2) : renderProvenance(explained));
      } else if (format === "urns") {
        const { renderUrns } = await import("../render/urns.ts");
        process.stdout.write(renderUrns(plan));
      } else if (format === "json") {
        process.stdout.write(renderPlanFile(plan, { places: true }));
      } else {
        const { renderPlan } = await import("../render/plan.ts");
        console.log(renderPlan({ ...plan, stack }, width));
      }
    });
}
