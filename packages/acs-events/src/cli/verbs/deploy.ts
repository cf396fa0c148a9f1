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
}

export function register(program: Command): void {
  program
    .command("deploy")
    .description("Deploy the stacks of teams that have one of their own, many at a time")
    .option("--stack <name>", "the stack with the topic they add to; with organization/ in front where there are such")
    .option("--all-teams", "every team that has a stack")
    .option("--team <name...>", "only these teams")
    .addOption(
      new Option("--concurrency <number>", "how many stacks at a time").default(4).argParser((text) => {
        if (/^[1-9]\d?$/.test(text)) return Number(text);
        throw new InvalidArgumentError("It takes a whole number from 1 to 99.");
      }),
    )
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

The stack with the topic comes first: pulumi up --stack prod. Backend, login and secrets are those of \`pulumi login\`.
Exit status 2: the stack of some team could not be deployed; the others are.`,
    )
    .action(async ({ stack, allTeams, team, concurrency, preview, skipPreview, format, yes }: DeployOptions) => {
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
