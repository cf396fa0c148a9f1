import { type Command, InvalidArgumentError, Option } from "commander";

interface ReplayOptions {
  readonly speed: number;
  readonly atOnce?: true;
  readonly keepIds?: true;
  readonly toAddress?: string;
  readonly stack?: string;
  readonly format: "text" | "json";
}

export function register(program: Command): void {
  program
    .command("replay <file>")
    .description("Send recorded events again to the local Azure that runs, in their order and with their pauses")
    .option("--speed <number>", "how much faster than they happened", faster, 1)
    .option("--at-once", "without pauses")
    .option("--keep-ids", "with the ids that they had: handlers pass over what they have had before")
    .option("--to-address <url>", "the address of ARM, where it is not the `dev` of this project")
    .option("--stack <name>", "of which stack, where several run")
    .addOption(new Option("--format <format>", "of what is printed").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events dev --record today.ndjson
  npx acs-events replay today.ndjson --speed 10

FILE: events as NDJSON, an array or one event; - is standard input. Exit status 2: an event did not arrive.`,
    )
    .action(async (file: string, { atOnce, speed, keepIds, ...options }: ReplayOptions) => {
      const { replayRecording } = await import("../replay-recording.ts");
      process.exitCode = await replayRecording({
        ...options,
        file,
        speed: atOnce === true ? undefined : speed,
        keepIds: keepIds === true,
      });
    });
}

function faster(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("Write a number above 0, for example 10.");
}
