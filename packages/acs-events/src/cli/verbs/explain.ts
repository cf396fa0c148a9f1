import { type Command, Option } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";

interface ExplainOptions {
  readonly subscriptions?: string;
  readonly events?: string;
  /** The former name of `events`. */
  readonly event?: string;
  readonly team?: string;
  readonly subscription?: string;
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly format: "text" | "json";
}

export function register(program: Command): void {
  program
    .command("explain")
    .description("Say of every condition of every subscription what it saw in an event, and whether it held")
    .option("--subscriptions <set>", "a file, a git revision, or - ; if omitted, the project's plan")
    .option("--events <file>", "NDJSON, an array, or one event; - is standard input")
    .addOption(new Option("--event <file>").hideHelp())
    .option("--team <name>", "only the subscriptions of this team")
    .option("--subscription <name>", "only this subscription")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack of a plan", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events explain --events lost.json
  npx acs-events explain --events lost.json --team support
  npx acs-events explain --subscriptions deployed.json --events - < lost.json

Subscriptions that list the event's type come first.`,
    )
    .action(async ({ subscriptions, stack, format, parameters, ...options }: ExplainOptions) => {
      const { UserError } = await import("../../text/user-error.ts");
      const events = options.events ?? options.event;
      if (events === undefined)
        throw new UserError("--events is missing: a file with one event or more, or - for standard input.");
      if (subscriptions === "-" && events === "-") {
        throw new UserError("Standard input can be the subscriptions or the events, not both.");
      }
      const { readSubscriptions } = await import("../input/subscriptions.ts");
      const { openEvents } = await import("../input/open-events.ts");
      const { explainEvents } = await import("../explain-events.ts");
      const { subscriptionsToAsk, tellWhatIsNotAsked } = await import("../matchable-subscriptions.ts");
      const { onlyThese } = await import("../only-these.ts");
      const set = onlyThese(await readSubscriptions({ from: subscriptions, stack, parameters }), options);
      const asked = subscriptionsToAsk(set);
      const read = await openEvents(events);
      tellWhatIsNotAsked(asked);
      const status = await explainEvents(asked.subscriptions, read, format);
      process.exitCode = asked.leftOut.length > 0 ? 1 : status;
    });
}
