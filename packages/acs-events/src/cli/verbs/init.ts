import type { Command } from "commander";

interface InitOptions {
  readonly name?: string;
  readonly location?: string;
  readonly dataLocation?: string;
  readonly package?: string;
}

export function register(program: Command): void {
  program
    .command("init")
    .description("Make a project: a Pulumi program with team files, policies, handlers and tests")
    .argument("[folder]", "a new folder, an empty one, or one with a Pulumi program", ".")
    .option("--name <name>", "what Pulumi calls the project (default: the name of the folder)")
    .option("--location <region>", "the Azure region of its resource group (default: westeurope)")
    .option("--data-location <place>", "where Communication Services keeps data at rest (default: Europe)")
    .option("--package <file>", "the tarball of acs-events to depend on, until the package is published")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events init my-events
  npx acs-events init my-events --name contoso-events --location westus --data-location "United States"
  npx acs-events init my-events --package acs-events-0.2.0.tgz

In a terminal it asks for what is omitted. A folder that is in use is left as it is. In a folder with a Pulumi.yaml it
adds what is missing and says what to add to the program by hand.`,
    )
    .action(async (folder: string, options: InitOptions) => {
      const { initialise } = await import("../initialise.ts");
      await initialise(folder, options);
    });
}
