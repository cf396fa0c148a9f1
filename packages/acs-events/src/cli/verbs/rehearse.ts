import type { Command } from "commander";

interface RehearseOptions {
  readonly stack: string;
  readonly events?: string;
  readonly keep?: true;
  readonly verbose?: true;
}

export function register(program: Command): void {
  program
    .command("rehearse")
    .description("Deploy a stack to a local Azure on the real engine and deliver sample events")
    .option("--stack <name>", "the stack", "dev")
    .option("--events <file>", "deliver these instead: NDJSON, an array or one event; - is standard input")
    .option("--keep", "keep the local Azure, its dashboard and the handlers running until Ctrl-C")
    .option("--verbose", "show everything that the engine prints")
    .addHelpText(
      "after",
      `
Examples:
  npm start
  npx acs-events rehearse --events recorded.ndjson
  npx acs-events rehearse --stack prod --keep

Nothing leaves this machine, and no tracked file changes. Exit status 2: an event did not reach its subscription.`,
    )
    .action(async ({ stack, events, keep, verbose }: RehearseOptions) => {
      const { rehearseAndReport } = await import("../rehearse-and-report.ts");
      process.exitCode = await rehearseAndReport({ stack, events, keep: keep === true, verbose: verbose === true });
    });
}
