import { type Command, Option } from "commander";
import type { Template } from "../../plan/templates/template.ts";

interface NewOptions {
  readonly template?: string;
  readonly team?: string;
  readonly owner?: string;
  readonly name?: string;
  readonly endpoint?: string;
  readonly option?: readonly string[];
  readonly eventType?: readonly string[];
  readonly condition?: readonly string[];
  readonly newEndpoint?: import("../new/new-endpoint.ts").NewEndpointKind;
  readonly stack: string;
  readonly dryRun?: true;
}

export function register(program: Command): void {
  const verb = program
    .command("new")
    .description("Write a team file, or a subscription into one, from a template")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events new team support --template sms-inbox
  npx acs-events new subscription failed-texts --team support --template sms-delivery-failures
  npx acs-events new subscription failed-texts --team support --event-type SMSDeliveryReportReceived \\
    --condition data.deliveryStatus=Failed --endpoint failed-texts --new-endpoint storage-queue

In a terminal the command asks for what is missing. Elsewhere it reports what is missing. It never overwrites a file.`,
    );

  common(verb.command("team").description("Write infra/teams/<name>.ts with a first subscription, and its first test"))
    .argument("[name]", "lower-case letters, digits and hyphens")
    .option("--owner <address>", "whom to ask about the events; Azure shows it as a label")
    .option("--name <name>", "of the first subscription (default: the template's own word)")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events new team support
  npx acs-events new team support --template sms-inbox --owner support@contoso.example --endpoint support-queue --option numbersBeginWith=1206`,
    )
    .action(async (team: string | undefined, options: NewOptions) => {
      await run({ kind: "team", team, ...asked(options), name: options.name }, options);
    });

  common(verb.command("subscription").description("Add a subscription to the file of a team"))
    .argument("[name]", "of the subscription in its team (default: the template's own word)")
    .option("--team <team>", "whose subscription it is")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events new subscription
  npx acs-events new subscription failed-texts --team support --template sms-delivery-failures --endpoint support-queue`,
    )
    .action(async (name: string | undefined, options: NewOptions) => {
      await run({ kind: "subscription", ...asked(options), name }, options);
    });

  // Templates load the catalog, which would slow down the help of every other verb.
  let templates: readonly Template[] = [];
  let render: (templates: readonly Template[]) => string = () => "  npx acs-events new --help lists them";
  program.hook("preSubcommand", async (_, chosen) => {
    if (chosen !== verb) return;
    ({ templates } = await import("../../plan/templates/index.ts"));
    ({ renderTemplatesWithOptions: render } = await import("../render/templates.ts"));
  });
  verb.addHelpText("afterAll", () => `\nTemplates:\n${render(templates)}`);
}

function common(command: Command): Command {
  const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
  return command
    .option("--template <template>", "what to start from")
    .option("--option <key=value>", "an option of the template, once for each; lists by commas", collect)
    .option("--event-type <type>", "in place of a template: an event type, once for each", collect)
    .option("--condition <condition>", "with --event-type: KEY=VALUE, or != ^= $= *= > >= < <=, once for each", collect)
    .option("--endpoint <endpoint>", "where the events go: a name from the stack's configuration")
    .addOption(
      new Option("--new-endpoint <kind>", "declare the endpoint too; a webhook is pending until it has a url").choices([
        "webhook",
        "storage-queue",
        "service-bus-queue",
        "event-hub",
      ]),
    )
    .option("--stack <name>", "the stack whose endpoints there are", "dev")
    .option("--dry-run", "print the file and write nothing");
}

function asked({ template, team, owner, endpoint, option = [], eventType, condition, newEndpoint }: NewOptions) {
  const own = { eventTypes: eventType, conditions: condition, newEndpoint };
  return { template, endpoint, options: option, ...own, ...(team === undefined ? {} : { team }), owner };
}

async function run(answers: import("../new/new-request.ts").NewRequest, { stack, dryRun }: NewOptions): Promise<void> {
  const { readExistingProject } = await import("../new/existing-project.ts");
  const { currentProject } = await import("../current-project.ts");
  const { make } = await import("../new/create.ts");
  let around = await readExistingProject(currentProject(), stack);
  const isPerson = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const terminal = isPerson ? { input: process.stdin, output: process.stdout } : undefined;
  const made = await make({ answers, around, dryRun: dryRun === true, terminal });
  if (dryRun) {
    process.stdout.write(made.text);
    return;
  }
  const { checkNewFile } = await import("../new/check-new-file.ts");
  const { renderWritten } = await import("../render/written.ts");
  // The stack's file may have one endpoint more now.
  if (answers.newEndpoint !== undefined || terminal !== undefined) {
    around = { ...around, settings: (await readExistingProject(currentProject(), stack)).settings };
  }
  const report = await checkNewFile(made, around, new Date().toISOString());
  const [first] = report.added;
  const isTested = answers.kind === "team" && report.problems.length === 0 && first !== undefined;
  const { firstTestOf, writeFirstTest } = await import("../new/first-test.ts");
  const firstTest = isTested ? firstTestOf(first, stack) : undefined;
  const isWritten = firstTest !== undefined && (await writeFirstTest(around.project.root, firstTest));
  console.log(renderWritten(made, report, { stack, firstTest: isWritten ? firstTest.file : undefined }));
  if (terminal === undefined) return;
  const { wantsAnother } = await import("../new/ask.ts");
  if (!(await wantsAnother(terminal))) return;
  const team = /([^/]+)\.ts$/.exec(made.file)?.[1];
  await run({ kind: "subscription", team, options: [] }, { stack });
}
