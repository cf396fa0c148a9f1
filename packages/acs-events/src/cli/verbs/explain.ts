import type { Command } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";

interface ExplainOptions {
  readonly subscriptions?: string;
  readonly event: string;
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly format: "text" | "json";
}

export function register(program: Command): void {
  program
    .command("explain")
    .description("Say of every condition of every subscription what it saw in an event, and whether it held")
    .option("--subscriptions <set>", "a file, a git revision, or - ; left out, the project's plan")
    .requiredOption("--event <file>", "a file with one event, or more; - is standard input")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack of a plan", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events explain --event lost.json
  npx acs-events explain --subscriptions deployed.json --event - < lost.json`,
    )
    .action(async ({ subscriptions, event, stack, format, parameters }: ExplainOptions) => {
      const { UserError } = await import("../../text/user-error.ts");
      if (subscriptions === "-" && event === "-") {
        throw new UserError("Standard input can be the subscriptions or the event, not both.");
      }
      const { readSubscriptions } = await import("../input/subscriptions.ts");
      const { openEvents } = await import("../input/open-events.ts");
      const { explainEvents } = await import("../explain-events.ts");
      const { subscriptionsToAsk, tellWhatIsNotAsked } = await import("../matchable-subscriptions.ts");
      const asked = subscriptionsToAsk(await readSubscriptions({ from: subscriptions, stack, parameters }));
      const read = await openEvents(event);
      tellWhatIsNotAsked(asked);
      const status = await explainEvents(asked.subscriptions, read, format);
      process.exitCode = asked.leftOut.length > 0 ? 1 : status;
    });
}
