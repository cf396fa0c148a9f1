import type { Command } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";

interface CheckOptions {
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly format: "text" | "json";
  readonly failOn: "error" | "warning";
  readonly types?: true;
}

export function register(program: Command): void {
  program
    .command("check")
    .description("Say what is wrong with event subscriptions, from whatever form they are in")
    .argument("[subscriptions]", "a file, a git revision, or - ; if omitted, the project's plan")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack of a plan", "dev")
    .addOption(choice("--format <format>", "how to print it", ["text", "json"]))
    .addOption(choice("--fail-on <level>", "which findings make the exit status 2", ["error", "warning"]))
    .option("--types", "type-check the team files alone, in place of the plan")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events check
  npx acs-events check --types
  npx acs-events check filter.json
  az eventgrid system-topic event-subscription list -g RG --system-topic-name NAME -o json | npx acs-events check -
  pulumi preview --json --show-sames | npx acs-events check - --format json
  terraform show -json | npx acs-events check -

Accepted forms: the output of az, REST, an ARM or compiled Bicep template, Terraform files or a folder of them, a plan,
a filter alone. Accepted from tools: terraform show -json (plan or state), pulumi preview --json, pulumi stack export.
"npx acs-events docs ID" shows the page
of a finding. The project's own plan is judged by its policies as well.`,
    )
    .action(async (from: string | undefined, { stack, format, failOn, parameters, types }: CheckOptions) => {
      if (types === true) return checkTypes(from, format);
      const { readSubscriptions } = await import("../input/subscriptions.ts");
      const { checkSubscriptions } = await import("../../subscription-set/rules/index.ts");
      const set = await readSubscriptions({ from, stack, parameters });
      const today = new Date().toISOString();
      const checked = [...set.findings, ...checkSubscriptions(set.subscriptions, { today })];
      // Policies are the project's own; other people's subscriptions are not judged by them.
      const findings =
        from === undefined
          ? await (await import("../policy-findings.ts")).withPolicyFindings(
              (await import("../current-project.ts")).currentProject(),
              checked,
              stack,
              set.subscriptions,
              today,
            )
          : checked;
      if (format === "json") {
        const { printableJson } = await import("../../text/printable.ts");
        const { addressOf } = await import("../../reference/index.ts");
        const withPages = findings.map((one) => ({ ...one, ...pageOf(addressOf(one.id)) }));
        console.log(printableJson(JSON.stringify({ findings: withPages }, null, 2)));
      } else {
        const { renderFindings } = await import("../render/findings.ts");
        const { fitted } = await import("../render/fitted.ts");
        console.log(fitted(renderFindings(findings, set.subscriptions.length), process.stdout.columns));
      }
      const grave = findings.some(({ level }) => level === "error" || (failOn === "warning" && level === "warning"));
      process.exitCode = grave ? 2 : 0;
    });
}

/** Where the page of a finding is in the repository of acs-events; a project's own policies have none. */
function pageOf(address: string | undefined): { readonly page?: string } {
  return address === undefined ? {} : { page: address };
}

async function checkTypes(from: string | undefined, format: "text" | "json"): Promise<void> {
  const { UserError } = await import("../../text/user-error.ts");
  if (from !== undefined) throw new UserError(`--types checks the team files of this project. Omit "${from}".`);
  const { currentProject } = await import("../current-project.ts");
  const { teamFileNames } = await import("../../project/load-teams.ts");
  const { typeMistakes } = await import("../team-types.ts");
  const { root } = currentProject();
  const files = (await teamFileNames(root)).map((name) => `infra/teams/${name}`);
  const mistakes = await typeMistakes(root, files);
  if (format === "json") console.log(JSON.stringify({ mistakes }, null, 2));
  else {
    const { fitted } = await import("../render/fitted.ts");
    for (const { file, line, column, message } of mistakes) {
      const text = `${file}:${line}:${column}\n  ${message.replaceAll("\n", "\n  ")}\n`;
      console.log(fitted(text, process.stdout.columns));
    }
    const counted = `${files.length} team ${files.length === 1 ? "file" : "files"}`;
    console.log(
      `${counted} type-checked: ${mistakes.length === 0 ? "no mistake" : mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`}`,
    );
  }
  process.exitCode = mistakes.length === 0 ? 0 : 2;
}
