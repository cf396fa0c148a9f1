import type { Command } from "commander";

export function register(program: Command): void {
  program
    .command("pulumi")
    .description("Run the Pulumi engine that the set-up found, with the project's policies where you ask for them")
    .argument("[arguments...]", "what pulumi takes")
    .option("--with-policies", "judge by the policies of the stack that --stack names")
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events pulumi stack init dev
  npx acs-events pulumi --with-policies preview --stack dev
  npx acs-events pulumi --with-policies up --stack prod

Backend, login and secrets are those of \`pulumi login\`. The exit status is that of pulumi.`,
    )
    .action(async (args: readonly string[], { withPolicies }: { readonly withPolicies?: true }) => {
      const { runPulumi } = await import("../run-pulumi.ts");
      process.exitCode = await runPulumi(args, withPolicies === true);
    });
}
