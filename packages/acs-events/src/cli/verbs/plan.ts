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
    .option("--write", "write infra/plans/<stack>/<team>.json, which are reviewed in pull requests")
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
      const { planOf } = await import("../../project/plan-of.ts");
      const { currentProject } = await import("../current-project.ts");
      const { planFolder, renderSubscriptions, writePlanFiles } = await import("../../project/committed-plan.ts");
      const project = currentProject();
      const { explainedOf, planOfTeam } = await import("../plan-parts.ts");
      if (write && (team !== undefined || explain !== undefined)) {
        const { UserError } = await import("../../text/user-error.ts");
        throw new UserError("--write writes the whole plan; omit --team and --explain.");
      }
      if (write) {
        const { refusePartOfPlan } = await import("../input/committed-at.ts");
        await refusePartOfPlan(
          project,
          stack,
          (whole) => `write the whole of it: npx acs-events plan --stack ${whole} --write`,
        );
      }
      const whole = await planOf(project, stack);
      const plan = team === undefined ? whole : planOfTeam(whole, team);
      const width = process.stdout.columns ?? 80;
      if (write) {
        const changed = await writePlanFiles(project.root, plan);
        console.log(
          changed.length === 0 ? `${planFolder(stack)} was up to date.` : `${changed.join(", ")} written; commit it.`,
        );
      } else if (explain !== undefined) {
        const explained = explainedOf(plan, explain);
        const { renderProvenance } = await import("../render/provenance.ts");
        console.log(format === "json" ? JSON.stringify(explained, null, 2) : renderProvenance(explained));
      } else if (format === "urns") {
        const { renderUrns } = await import("../render/urns.ts");
        const { pulumiProjectName } = await import("../../project/project.ts");
        process.stdout.write(renderUrns(plan, pulumiProjectName(project)));
      } else if (format === "json") {
        process.stdout.write(renderSubscriptions(plan.subscriptions));
      } else {
        const { renderPlan } = await import("../render/plan.ts");
        console.log(renderPlan({ ...plan, stack }, width));
      }
    });
}
