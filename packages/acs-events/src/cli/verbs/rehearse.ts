import type { Command } from "commander";
import { type LocalAzureFlags, localAzureSettings, localHandler, share, wholeNumber } from "../local-azure-flags.ts";

interface RehearseOptions extends LocalAzureFlags {
  readonly stack: string;
  readonly events?: string;
  readonly keep?: true;
  readonly verbose?: true;
  readonly bundle?: true;
  readonly record?: string;
}

export function register(program: Command): void {
  program
    .command("rehearse")
    .description("Deploy a stack to a local Azure on the real engine and deliver sample events")
    .option("--stack <name>", "the stack", "dev")
    .option("--events <file>", "deliver these instead: NDJSON, an array or one event; - is standard input")
    .option("--keep", "keep the local Azure, its dashboard and the handlers running until Ctrl-C")
    .option(
      "--handler <name=url>",
      "a local handler for an endpoint, instead of the project's; may be repeated",
      localHandler,
    )
    .option("--azurite", "keep storage queues and dead letters in Azurite, where it is installed, instead of files")
    .option("--bundle", "run the package that `publish` makes, in the place of the local handlers; needs Azurite")
    .option("--duplicates [share]", "deliver this share of all events twice, 0 to 1", share)
    .option("--shuffle", "let events overtake each other")
    .option("--seed <number>", "make ids, jitter, duplicates and order the same every time", wholeNumber)
    .option("--keep-events <number>", "keep so many events once they have arrived or are given up", wholeNumber)
    .option("--record <file>", "add the events to a file, as they were published: `replay` sends them again")
    .option("--verbose", "show everything that the engine prints")
    .addHelpText(
      "after",
      `
Examples:
  npm start
  npx acs-events rehearse --events recorded.ndjson
  npx acs-events rehearse --stack prod --keep
  npx acs-events rehearse --handler sms-handlers=http://127.0.0.1:7071/api/sms --duplicates --shuffle --seed 1

Nothing leaves this machine, and no tracked file changes. Exit status 2: an event did not reach its subscription.`,
    )
    .action(async ({ stack, events, keep, verbose, bundle, record, ...azure }: RehearseOptions) => {
      const { rehearseAndReport } = await import("../rehearse-and-report.ts");
      process.exitCode = await rehearseAndReport({
        stack,
        events,
        keep: keep === true,
        verbose: verbose === true,
        bundle: bundle === true,
        record,
        azure: localAzureSettings(azure),
      });
    });
}
