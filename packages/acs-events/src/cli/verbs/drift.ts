import type { Command } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";
import { type ReviewFormat, reviewFormats } from "../render/review-formats.ts";

interface DriftOptions {
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly format: ReviewFormat;
}

export function register(program: Command): void {
  program
    .command("drift")
    .description("Say where what is deployed differs from what is in code")
    .argument("<subscriptions>", "what is deployed: a file, or - ; in every form that check takes")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack that declares them", "dev")
    .addOption(choice("--format <format>", "how to print it", reviewFormats))
    .addHelpText(
      "after",
      `
Examples:
  az eventgrid system-topic event-subscription list -g RG --system-topic-name NAME -o json | npx acs-events drift - --stack prod
  npx acs-events drift deployed.json --format json

Exit status 2 where Azure and code differ. A filter that is only written differently is not a difference; a pending
subscription is not missing. "github" prints annotations for GitHub Actions, "sarif" a log for code scanning.
docs/operations.md says how to run it every night.`,
    )
    .action(async (from: string, { stack, parameters, format }: DriftOptions) => {
      const { readSubscriptions } = await import("../input/subscriptions.ts");
      const { currentProject } = await import("../current-project.ts");
      const { planOf, soundStack } = await import("../../project/plan-of.ts");
      const { setOfPlan } = await import("../../subscription-set/record-of.ts");
      const { compareWithCode } = await import("../drift/compare-with-code.ts");
      const { printedDrift } = await import("../render/drift-formats.ts");
      const { whatIsDeployed } = await import("../drift/what-is-deployed.ts");
      const set = await readSubscriptions({ from, stack, parameters });
      const project = currentProject();
      const planned = setOfPlan((await planOf(project, stack)).subscriptions);
      const { config, teamStack } = await soundStack(project, stack);
      const topic = "systemTopic" in config.communication ? config.communication.systemTopic : undefined;
      const deployed = whatIsDeployed(set, { name: stack, topic, team: teamStack?.team });
      const compared = compareWithCode(stack, deployed.subscriptions, planned.subscriptions, deployed);
      const drift = { ...compared, notes: [...deployed.notes, ...compared.notes] };
      process.stdout.write(await printedDrift(drift, format));
      process.exitCode = drift.differences.length > 0 ? 2 : 0;
    });
}
