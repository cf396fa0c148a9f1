import { type Command, InvalidArgumentError, Option } from "commander";
import type { Template } from "../../plan/templates/template.ts";
import type { NewRequest } from "../new/new-request.ts";

/** What is said of the whole command. */
interface NewOptions {
  readonly team?: string;
  readonly owner?: string;
  readonly stack: string;
  readonly dryRun?: true;
}

/** What is said of one subscription: `--and` begins the next. */
interface Need {
  template?: string;
  name?: string;
  endpoint?: string;
  newEndpoint?: import("../new/new-endpoint.ts").NewEndpointKind;
  eventTypes?: string[];
  conditions?: string[];
  options: string[];
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
  npx acs-events new subscription failed-texts --team support \\
    --template sms-delivery-failures
  npx acs-events new subscription failed-texts --team support \\
    --event-type SMSDeliveryReportReceived \\
    --condition data.deliveryStatus=Failed \\
    --endpoint failed-texts --new-endpoint storage-queue
  npx acs-events new team support --owner support@contoso.example \\
    --template sms-inbox --option numbersBeginWith=1206 \\
    --endpoint support-queue --and --template sms-delivery-failures

In a terminal the command asks for what is missing. Elsewhere it reports what is
missing. It never overwrites a file.`,
    );

  const team = verb.command("team").description("Write infra/teams/<name>.ts with subscriptions, and a first test");
  const needsOfTeam = common(team);
  team
    .argument("[name]", "lower-case letters, digits and hyphens")
    .option("--owner <address>", "whom to ask about the events; Azure shows it as a label")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events new team support
  npx acs-events new team support --owner support@contoso.example \\
    --template sms-inbox --option numbersBeginWith=1206 \\
    --endpoint support-queue \\
    --and --template sms-delivery-failures --name failed-texts`,
    )
    .action(async (name: string | undefined, options: NewOptions) => {
      const [first, ...more] = requestsOf("team", name, options.owner, needsOfTeam);
      await run(first, more, options);
    });

  const subscription = verb.command("subscription").description("Add subscriptions to the file of a team");
  const needsOfSubscription = common(subscription);
  subscription
    .argument("[name]", "as --name of the first subscription")
    .option("--team <team>", "whose subscription it is")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events new subscription
  npx acs-events new subscription failed-texts --team support \\
    --template sms-delivery-failures --endpoint support-queue
  npx acs-events new subscription failed-texts --team support \\
    --template sms-delivery-failures --endpoint support-queue \\
    --and --template sms-opt-outs --endpoint sms-handlers`,
    )
    .action(async (name: string | undefined, options: NewOptions) => {
      const [first, ...more] = requestsOf("subscription", options.team, undefined, needsOfSubscription);
      await run({ ...first, name: name ?? first.name }, more, options);
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

/** Adds the options of both verbs, and returns what the command line says of each subscription, in its order. */
function common(command: Command): readonly [Need, ...Need[]] {
  const needs: [Need, ...Need[]] = [{ options: [] }];
  const current = (): Need => needs.at(-1) ?? needs[0];
  const once =
    <K extends "template" | "name" | "endpoint" | "newEndpoint">(key: K) =>
    (value: string): string => {
      if (current()[key] !== undefined) throw new InvalidArgumentError("It is given twice. --and begins the next one.");
      current()[key] = value as NonNullable<Need[K]>;
      return value;
    };
  const each = (key: "eventTypes" | "conditions" | "options") => (value: string) => {
    current()[key] = [...(current()[key] ?? []), value];
  };
  const newEndpoint = new Option(
    "--new-endpoint <kind>",
    "declare the endpoint too; a webhook is pending until it has a url",
  ).choices(["webhook", "storage-queue", "service-bus-queue", "event-hub"]);
  const isKind = newEndpoint.parseArg;
  newEndpoint.argParser((value) => once("newEndpoint")(isKind?.(value, value) ?? value));
  command
    .option("--template <template>", "what to start from", once("template"))
    .option("--option <key=value>", "an option of the template, once for each; lists by commas", each("options"))
    .option("--event-type <type>", "in place of a template: an event type, once for each", each("eventTypes"))
    .option(
      "--condition <condition>",
      "with --event-type: KEY=VALUE, or != ^= $= *= > >= < <=, once for each",
      each("conditions"),
    )
    .option("--name <name>", "of the subscription (default: the template's own word)", once("name"))
    .option("--endpoint <endpoint>", "where the events go: a name from the stack's configuration", once("endpoint"))
    .addOption(newEndpoint)
    .option("--and", "begin one more subscription; without --endpoint, it has that of the one before")
    .option("--stack <name>", "the stack whose endpoints there are", "dev")
    .option("--dry-run", "print the file and write nothing")
    .on("option:and", () => needs.push({ options: [] }));
  return needs;
}

function requestsOf(
  kind: NewRequest["kind"],
  team: string | undefined,
  owner: string | undefined,
  [first, ...more]: readonly [Need, ...Need[]],
): readonly [NewRequest, ...NewRequest[]] {
  let { endpoint } = first;
  const next = more.map((need): NewRequest => {
    endpoint = need.endpoint ?? endpoint;
    return { kind: "subscription", ...need, endpoint };
  });
  return [{ kind, team, owner, ...first }, ...next];
}

async function run(first: NewRequest, more: readonly NewRequest[], { stack, dryRun }: NewOptions): Promise<void> {
  const { readExistingProject } = await import("../new/existing-project.ts");
  const { currentProject } = await import("../current-project.ts");
  const { hasQuestions, make } = await import("../new/create.ts");
  let around = await readExistingProject(currentProject(), stack);
  const isPerson = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const terminal = isPerson ? { input: process.stdin, output: process.stdout } : undefined;
  // Whoever says everything by flags is not asked, also not for one more.
  const isAsked = terminal !== undefined && hasQuestions([first, ...more], around);
  const made = await make({ answers: first, more, around, dryRun: dryRun === true, terminal });
  if (dryRun) {
    process.stdout.write(made.text);
    return;
  }
  const { checkNewFile } = await import("../new/check-new-file.ts");
  const { renderWritten } = await import("../render/written.ts");
  // The stack's file may have one endpoint more now.
  if (terminal !== undefined || [first, ...more].some(({ newEndpoint }) => newEndpoint !== undefined)) {
    around = { ...around, settings: (await readExistingProject(currentProject(), stack)).settings };
  }
  const report = await checkNewFile(made, around, new Date().toISOString());
  const [added] = report.added;
  const isTested = first.kind === "team" && report.problems.length === 0 && added !== undefined;
  const { firstTestOf, writeFirstTest } = await import("../new/first-test.ts");
  const firstTest = isTested ? firstTestOf(added, stack) : undefined;
  const isWritten = firstTest !== undefined && (await writeFirstTest(around.project.root, firstTest));
  const { fitted } = await import("../render/fitted.ts");
  const written = renderWritten(made, report, { stack, firstTest: isWritten ? firstTest.file : undefined });
  console.log(fitted(written, process.stdout.columns));
  if (!isAsked) return;
  const { wantsAnother } = await import("../new/ask.ts");
  if (!(await wantsAnother(terminal))) return;
  const team = /([^/]+)\.ts$/.exec(made.file)?.[1];
  await run({ kind: "subscription", team, options: [] }, [], { stack });
}
