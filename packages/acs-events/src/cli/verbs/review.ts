import type { Command } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";
import { printedReview, type ReviewFormat, reviewFormats } from "../render/review-formats.ts";

interface ReviewOptions {
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly format: ReviewFormat;
  readonly failOn: "error" | "warning";
  readonly accepted?: string;
  readonly events?: string;
}

export function register(program: Command): void {
  program
    .command("review")
    .description("Say which events start or stop arriving by a change, with one such event as proof")
    .argument("<base>", "a git revision, a file, or - ; a preview of pulumi or plan of terraform has both sides")
    .argument("[head]", "the same; if omitted, the project's plan as it is now")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack of a plan", "dev")
    .addOption(choice("--format <format>", "how to print it", reviewFormats))
    .addOption(choice("--fail-on <level>", "which findings make the exit status 2", ["error", "warning"]))
    .option("--accepted <file>", "findings that are meant, with reason and last day (default: review-accepted.yaml)")
    .option("--events <file>", "recorded events: who would have got how many more or fewer; - is standard input")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events review origin/main
  npx acs-events review origin/main --events recorded.ndjson
  npx acs-events review before.json after.json --format markdown
  pulumi preview --json --show-sames | npx acs-events review -
  terraform show -json tfplan | npx acs-events review -

What check finds in the filter of a subscription that changes is said too: a filter that Azure refuses is an error.
A recorded event that cannot be read is told and the rest goes on; the exit status is 1 then, if it is not 2.
"github" prints annotations for GitHub Actions, "sarif" a log for code scanning; docs/review.md says how to read a review.
A revision is compared by the plan that is committed there; where there is none, by what its team files declare.`,
    )
    .action(
      async (
        base: string,
        head: string | undefined,
        { stack, format, failOn, accepted, events, parameters }: ReviewOptions,
      ) => {
        const { exitStatusOf, reviewSubscriptions } = await import("../review-subscriptions.ts");
        const { review, unreadable } = await reviewSubscriptions({
          base,
          head,
          stack,
          accepted,
          events,
          parameters,
        });
        process.stdout.write(await printedReview(review, format, `Pulumi.${stack}.yaml`));
        process.exitCode = exitStatusOf(review, failOn, unreadable);
      },
    );
}
