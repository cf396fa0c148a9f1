import { type Command, InvalidArgumentError, Option } from "commander";
import { choice } from "../choice.ts";

interface DeployOptions {
  readonly stack?: string;
  readonly allTeams?: true;
  readonly team?: readonly string[];
  readonly concurrency: number;
  readonly preview?: true;
  readonly skipPreview?: true;
  readonly format: "text" | "json";
  readonly yes?: true;
  readonly handlers?: true;
  readonly resourceManager: string;
}

const publicCloud = "https://management.azure.com";

export function register(program: Command): void {
  program
    .command("deploy")
    .description("Deploy the stacks of teams, many at a time; or a stack with its handlers, step by step")
    .option("--stack <name>", "the stack with the topic they add to; with organization/ in front where there are such")
    .option("--all-teams", "every team that has a stack")
    .option("--team <name...>", "only these teams")
    .addOption(
      new Option("--concurrency <number>", "how many stacks at a time").default(4).argParser((text) => {
        if (/^[1-9]\d?$/.test(text)) return Number(text);
        throw new InvalidArgumentError("It takes a whole number from 1 to 99.");
      }),
    )
    .option("--handlers", "a stack and its handlers: pulumi up, publish, pulumi up for what waited")
    .option("--resource-manager <url>", "for --handlers in another cloud than Azure's public one", publicCloud)
    .option("--preview", "only show what would change")
    .option("--skip-preview", "do not preview each stack before it is deployed; twice as fast")
    .addOption(choice("--format <format>", "how to print the report", ["text", "json"]))
    .option("--yes", "do not ask before it begins")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events deploy --stack prod --all-teams --preview
  npx acs-events deploy --stack prod --all-teams --yes
  npx acs-events deploy --stack prod --team support billing
  npx acs-events deploy --stack prod --handlers

The stack with the topic comes first: pulumi up --stack prod. Backend, login and secrets are those of \`pulumi login\`.
Exit status 2: the stack of some team could not be deployed; the others are.`,
    )
    .action(async (options: DeployOptions) => {
      const { stack, allTeams, team, concurrency, preview, skipPreview, format, yes, handlers } = options;
      if (handlers === true) {
        const { UserError } = await import("../../text/user-error.ts");
        if (allTeams === true || team !== undefined) throw new UserError("Say --handlers or teams, not both.");
        const { deployHandlers } = await import("../deploy-handlers.ts");
        const { resourceManager } = options;
        const request = { stack: stack ?? "dev", yes: yes === true, preview: preview === true, resourceManager };
        process.exitCode = await deployHandlers(request);
        return;
      }
      const { deployAndReport } = await import("../deploy-and-report.ts");
      process.exitCode = await deployAndReport({
        stack,
        allTeams: allTeams === true,
        teams: team,
        concurrency,
        preview: preview === true,
        skipPreview: skipPreview === true,
        format,
        yes: yes === true,
      });
    });
}
