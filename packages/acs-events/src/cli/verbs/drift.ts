import type { Command } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";

interface DriftOptions {
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly format: "text" | "json" | "markdown";
}

export function register(program: Command): void {
  program
    .command("drift")
    .description("Say where what is deployed differs from what is in code")
    .argument("<subscriptions>", "what is deployed: a file, or - ; in every form that check takes")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack that declares them", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json", "markdown"]))
    .addHelpText(
      "after",
      `
Examples:
  az eventgrid system-topic event-subscription list -g RG --system-topic-name NAME -o json | npx acs-events drift - --stack prod
  npx acs-events drift deployed.json --format json

Exit status 2 where Azure and code differ. A filter that is only written differently is not a difference; a pending
subscription is not missing. docs/operations.md says how to run it every night.`,
    )
    .action(async (from: string, { stack, parameters, format }: DriftOptions) => {
      const { readSubscriptions } = await import("../input/subscriptions.ts");
      const { currentProject } = await import("../current-project.ts");
      const { planOf } = await import("../../project/plan-of.ts");
      const { setOfPlan } = await import("../../subscription-set/record-of.ts");
      const { compareWithCode } = await import("../drift/compare-with-code.ts");
      const set = await readSubscriptions({ from, stack, parameters });
      const planned = setOfPlan((await planOf(currentProject(), stack)).subscriptions);
      const compared = compareWithCode(stack, set.subscriptions, planned.subscriptions);
      const reading = set.findings.filter(({ level }) => level !== "info").map(({ message }) => message);
      const drift = { ...compared, notes: [...reading, ...compared.notes] };
      if (format === "json") console.log(JSON.stringify(drift, null, 2));
      else {
        const { markdownOfDrift, renderDrift } = await import("../render/drift.ts");
        console.log(format === "markdown" ? markdownOfDrift(drift).trimEnd() : renderDrift(drift));
      }
      process.exitCode = drift.differences.length > 0 ? 2 : 0;
    });
}
