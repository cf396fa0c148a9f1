import type { Command } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";

interface MatchOptions {
  readonly subscriptions?: string;
  readonly events: string;
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly format: "text" | "json";
}

export function register(program: Command): void {
  program
    .command("match")
    .description("Say which subscriptions get which events")
    .option("--subscriptions <set>", "a file, a git revision, or - ; if omitted, the project's plan")
    .requiredOption("--events <file>", "NDJSON, an array, or one event; - is standard input")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack of a plan", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events match --events recorded.ndjson
  npx acs-events match --subscriptions origin/main --events recorded.ndjson --format json

A line that cannot be read, or a subscription whose filter cannot be read, is reported. The rest is answered, and the
exit status is 1.`,
    )
    .action(async ({ subscriptions, events, stack, format, parameters }: MatchOptions) => {
      const { UserError } = await import("../../text/user-error.ts");
      if (subscriptions === "-" && events === "-") {
        throw new UserError("Standard input can be the subscriptions or the events, not both.");
      }
      const { readSubscriptions } = await import("../input/subscriptions.ts");
      const { openEventBatches } = await import("../input/open-events.ts");
      const { printMatches } = await import("../print-matches.ts");
      const { subscriptionsToAsk, tellWhatIsNotAsked } = await import("../matchable-subscriptions.ts");
      const asked = subscriptionsToAsk(await readSubscriptions({ from: subscriptions, stack, parameters }));
      const read = await openEventBatches(events);
      tellWhatIsNotAsked(asked);
      const status = await printMatches(asked.subscriptions, read, format);
      process.exitCode = asked.leftOut.length > 0 ? 1 : status;
    });
}
