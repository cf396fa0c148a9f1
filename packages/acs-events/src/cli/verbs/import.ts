import type { Command } from "commander";
import { choice } from "../choice.ts";
import { parametersOption } from "../parameters-option.ts";

interface ImportVerbOptions {
  readonly team: string;
  readonly owner?: string;
  readonly output?: string;
  readonly stack: string;
  readonly parameters?: readonly string[];
  readonly topicId?: string;
  readonly sourceId?: string;
  readonly writeConfig?: true;
  readonly acceptPoliciesUntil?: string;
  readonly dryRun?: true;
  readonly format: "text" | "json";
}

export function register(program: Command): void {
  program
    .command("import")
    .description("Take over deployed event subscriptions: a team file, and the file for pulumi import")
    .argument("<subscriptions>", "a file, a git revision, or -")
    .requiredOption("--team <name>", "the team that they belong to from now on")
    .option("--owner <address>", "whom to ask when events go astray (default: the label owner=…)")
    .option("--output <file>", "where the team file goes (default: infra/teams/<team>.ts)")
    .addOption(parametersOption())
    .option("--stack <name>", "the stack whose endpoints there are", "dev")
    .option("--topic-id <id>", "the system topic that they belong to, where the input has no ids")
    .option("--source-id <id>", "the Communication Services resource of the topic, for --write-config")
    .option("--write-config", "write endpoints and topic into Pulumi.<stack>.yaml")
    .option("--accept-policies-until <day>", "write exceptions from policies that would refuse what is adopted")
    .option("--dry-run", "print the team file and write nothing")
    .addOption(choice("--format <format>", "how to print what there is to know", ["text", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  az eventgrid system-topic event-subscription list -g RG --system-topic-name NAME -o json > deployed.json
  npx acs-events import deployed.json --team support --owner support@contoso.example
  npx acs-events import template.json --team support --owner support@contoso.example --topic-id /subscriptions/…

It never overwrites a team file. A subscription with a setting that a team file cannot declare is omitted: nothing is
lost. Exit status 2 when a subscription is omitted or would be replaced, or none can be adopted. docs/import.md says what
the steps after it are.`,
    )
    .action(async (from: string, options: ImportVerbOptions) => {
      const { team, stack, format, dryRun, parameters } = options;
      const { readSubscriptions } = await import("../input/subscriptions.ts");
      const { currentProject } = await import("../current-project.ts");
      const project = currentProject();
      const { draftImport } = await import("../import/draft.ts");
      const { importFileOf, writeImport } = await import("../import/write.ts");
      const set = await readSubscriptions({ from, stack, parameters });
      const today = new Date().toISOString().slice(0, 10);
      const draft = await draftImport(project, set, { ...options, today });
      if ("nothing" in draft) {
        process.exitCode = 2;
        const { renderNothingAdopted } = await import("../render/imported.ts");
        if (format === "json") console.log(JSON.stringify({ findings: draft.findings, changes: [] }, null, 2));
        else console.log(renderNothingAdopted(draft.findings, process.stdout.columns));
        return;
      }
      const write = {
        team,
        config: options.writeConfig === true,
        exceptions: options.acceptPoliciesUntil !== undefined,
      };
      const alsoWritten = dryRun ? [] : await writeImport(project.root, draft, write);
      const { adoption, findings, review, file, text } = draft;
      if (format === "json") {
        const endpoints = Object.fromEntries(adoption.endpoints);
        const { importFile, matched } = adoption;
        const { refused, exceptions } = draft;
        const policies = { refused, exceptions };
        console.log(
          JSON.stringify(
            { file, text, importFile, endpoints, matched, findings, changes: review.changes, policies },
            null,
            2,
          ),
        );
      } else {
        const { renderImported } = await import("../render/imported.ts");
        if (dryRun) console.log(text);
        const said = { importFile: importFileOf(team), written: dryRun !== true, alsoWritten };
        const summary = renderImported(draft, said, process.stdout.columns);
        console.log(summary);
      }
      process.exitCode = findings.some(({ level }) => level === "error") ? 2 : 0;
    });
}
