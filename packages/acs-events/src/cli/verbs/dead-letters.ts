import { type Command, InvalidArgumentError, Option } from "commander";
import { choice } from "../choice.ts";

interface Selection {
  readonly from?: string;
  readonly stack: string;
  readonly subscription?: string;
  readonly reason?: string;
  readonly type?: string;
}

interface Format {
  readonly format: "text" | "json";
}

export function register(program: Command): void {
  const verb = program
    .command("dead-letters")
    .description("Look at events that Event Grid or a receiver gave up, and replay them")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events dead-letters count --stack prod
  npx acs-events dead-letters list --stack prod --subscription support-inbound-sms
  npx acs-events dead-letters show --stack prod SUPPORT-INBOUND-SMS/2026/11/24/10/0b3f.json#0
  npx acs-events dead-letters replay --stack prod --subscription support-inbound-sms --to support-queue
  npx acs-events dead-letters list --from ./undelivered
  npx acs-events dead-letters list --from inbox.sqlite

Without an action it lists. --from takes a folder, the URL of a container, or the inbox of a receiver: a file, or the URL
of its table. The login is that of az login.
docs/operations.md says which roles are needed and what a replay promises.`,
    );

  selecting(verb.command("list", { isDefault: true }).description("List them, the oldest path first"))
    .addOption(
      new Option("--limit <number>", "how many at most").default(100).argParser((text) => {
        if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
        throw new InvalidArgumentError("It takes a whole number from 1 to 9999999.");
      }),
    )
    .addOption(format())
    .action(async (options: Selection & Format & { readonly limit: number }) => {
      const { listDeadLetters } = await import("../inspect-dead-letters.ts");
      process.exitCode = await listDeadLetters(options);
    });

  selecting(verb.command("count").description("Count them by subscription, reason and last outcome"))
    .addOption(format())
    .action(async (options: Selection & Format) => {
      const { countDeadLetters } = await import("../inspect-dead-letters.ts");
      process.exitCode = await countDeadLetters(options);
    });

  place(verb.command("show").description("Show one in full, its payload included"))
    .argument("<key>", "as `list` prints it")
    .action(async (key: string, options: Selection) => {
      const { showDeadLetter } = await import("../inspect-dead-letters.ts");
      process.exitCode = await showDeadLetter(key, options);
    });

  selecting(verb.command("replay").description("Send them again, each once, and mark them"))
    .argument("[keys...]", "as `list` prints them; if omitted, all that are selected")
    .requiredOption("--to <where>", "the URL of a receiver or a storage queue, or a queue's name in the stack")
    .option("--again", "also those that were replayed before, or whose replay did not end")
    .option("--yes", "do not ask before it begins")
    .addOption(format())
    .action(async (keys: readonly string[], options) => {
      const { replayDeadLetters } = await import("../replay-dead-letters.ts");
      process.exitCode = await replayDeadLetters(keys, options);
    });
}

function place(command: Command): Command {
  return command
    .option(
      "--from <place>",
      "a folder, an inbox's file, or the URL of a container or table; if omitted, the stack's container",
    )
    .option("--stack <name>", "the stack whose container is read", "dev");
}

function selecting(command: Command): Command {
  return place(command)
    .option("--subscription <name>", "only those of this event subscription")
    .option("--reason <reason>", "only those with this reason, for example MaxDeliveryAttemptsExceeded")
    .option("--type <type>", "only those of this event type");
}

function format(): Option {
  return choice("--format <format>", "how to print it", ["text", "json"]);
}
