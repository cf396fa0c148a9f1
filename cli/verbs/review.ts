import type { Command } from "commander";
import { choice } from "../choice.ts";

interface ReviewOptions {
  readonly stack: string;
  readonly format: "text" | "json" | "markdown";
  readonly failOn: "error" | "warning";
}

export function register(program: Command): void {
  program
    .command("review")
    .description("Say which events start or stop arriving by a change, with one such event as proof")
    .argument("<base>", "a git revision, a file, or - ; a pulumi preview has both sides in it")
    .argument("[head]", "the same; left out, this repository's plan as it is now")
    .option("--stack <name>", "the stack of a plan", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json", "markdown"]))
    .addOption(choice("--fail-on <level>", "which findings make the exit status 2", ["error", "warning"]))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events review origin/main
  npx acs-events review before.json after.json --format markdown
  pulumi preview --json --show-sames | npx acs-events review -

A revision is compared by the plan that is committed there; nobody's code is run.`,
    )
    .action(async (base: string, head: string | undefined, { stack, format, failOn }: ReviewOptions) => {
      const { reviewInputs } = await import("../input/review-inputs.ts");
      const { compareSubscriptions } = await import("../../review/compare.ts");
      const sides = await reviewInputs(base, head, stack);
      const review = compareSubscriptions(sides.base.subscriptions, sides.head.subscriptions, {
        complete: sides.complete,
      });
      if (format === "json") console.log(JSON.stringify(review, null, 2));
      else if (format === "markdown") console.log((await import("../../review/markdown.ts")).renderMarkdown(review));
      else console.log((await import("../render/review.ts")).renderReview(review));
      const { errors, warnings } = review.summary;
      process.exitCode = errors > 0 || (failOn === "warning" && warnings > 0) ? 2 : 0;
    });
}
