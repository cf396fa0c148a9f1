import type { Command } from "commander";
import { choice } from "../choice.ts";

interface PublishOptions {
  readonly stack: string;
  readonly app?: string;
  readonly zip?: string;
  readonly resourceManager: string;
  readonly format: "text" | "json";
}

export function register(program: Command): void {
  program
    .command("publish")
    .description("Build the handlers and put them into the function app of a stack")
    .option("--stack <name>", "the stack that made the app (acs-events:handlers)", "dev")
    .option("--app <id>", "the resource id of another function app on Flex Consumption")
    .option("--zip <file>", "only build, and write the package into a file")
    .option("--resource-manager <url>", "of another cloud than Azure's public one", "https://management.azure.com")
    .addOption(choice("--format <format>", "how to print the result", ["text", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events publish --stack prod
  npx acs-events publish --zip handlers.zip
  az functionapp deployment source config-zip -g RG -n APP --src handlers.zip

It bundles handlers/function-app.ts, tries the package on this machine, sends it (OneDeploy) and waits until the app lists
the functions. Event subscriptions to functions follow at the next pulumi up; acs-events deploy --handlers does all of it.
The login is that of az login, with the role Website Contributor on the app. docs/publish.md has more.`,
    )
    .action(async (options: PublishOptions) => {
      const { publishAndReport } = await import("../publish-and-report.ts");
      process.exitCode = await publishAndReport(options);
    });
}
