import { readFileSync } from "node:fs";
import { Command } from "commander";
import { escapeControlsInLines } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import { inFolder } from "./current-folder.ts";
import * as catalog from "./verbs/catalog.ts";
import * as check from "./verbs/check.ts";
import * as deadLetters from "./verbs/dead-letters.ts";
import * as deploy from "./verbs/deploy.ts";
import * as dev from "./verbs/dev.ts";
import * as diagram from "./verbs/diagram.ts";
import * as docs from "./verbs/docs.ts";
import * as drift from "./verbs/drift.ts";
import * as explain from "./verbs/explain.ts";
import * as importVerb from "./verbs/import.ts";
import * as init from "./verbs/init.ts";
import * as match from "./verbs/match.ts";
import * as newVerb from "./verbs/new.ts";
import * as plan from "./verbs/plan.ts";
import * as publish from "./verbs/publish.ts";
import * as pulumi from "./verbs/pulumi.ts";
import * as rehearse from "./verbs/rehearse.ts";
import * as replay from "./verbs/replay.ts";
import * as review from "./verbs/review.ts";
import * as send from "./verbs/send.ts";

/** One file a verb; each loads what it needs when it runs, so that `--help` answers at once. */
const verbs = [
  init,
  rehearse,
  dev,
  send,
  replay,
  newVerb,
  importVerb,
  plan,
  check,
  review,
  drift,
  match,
  explain,
  diagram,
  deploy,
  pulumi,
  publish,
  deadLetters,
  catalog,
  docs,
];

/**
 * Runs `acs-events VERB …` as if it had been given in `folder`, and sets the exit status: 0 fine, 1 could not do it, 2
 * did it and found what it was asked to find.
 */
export async function main(argv: readonly string[], folder: string = process.cwd()): Promise<void> {
  const program = new Command("acs-events")
    .description("Event subscriptions for Azure Communication Services, as code")
    .configureHelp({ showGlobalOptions: false })
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride();
  program.version(packageVersion(), "--version", "print the version");
  for (const verb of verbs) verb.register(program);
  program.addHelpText(
    "after",
    "\nExit status: 0 fine; 1 could not do it; 2 did it, and found what it was asked\nto find.\nColours are omitted when NO_COLOR is set or the output is not a terminal.",
  );
  try {
    await inFolder(folder, () => program.parseAsync(withoutHelpOfUnknown(argv, program)));
  } catch (error) {
    process.exitCode = await statusOf(error);
  }
}

/** An unknown verb is an error also with `--help` or behind `help`: without these words, commander says so. */
function withoutHelpOfUnknown(argv: readonly string[], program: Command): readonly string[] {
  const [node = "", script = "", ...args] = argv;
  const verb = args.find((arg) => !arg.startsWith("-") && arg !== "help");
  const known = program.commands.some((command) => command.name() === verb || command.aliases().includes(verb ?? ""));
  return verb === undefined || known ? argv : [node, script, verb];
}

/** The version of this package; its package.json lies at the same place beside the sources and in what is published. */
function packageVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return version;
}

/** In a terminal, without breaking a word. What fits anyway needs no module to say so. */
async function fittedTo({ columns }: { readonly columns?: number }, text: string): Promise<string> {
  if (columns === undefined || text.split("\n").every((line) => line.length <= columns)) return text;
  return (await import("./render/fitted.ts")).fitted(text, columns);
}

async function statusOf(error: unknown): Promise<number> {
  if (error instanceof UserError) {
    const message = escapeControlsInLines(error.message);
    console.error(error.hasCode ? message : await fittedTo(process.stderr, message));
    return 1;
  }
  // commander has printed its sentence already; asking for help is not a failure.
  if (error instanceof Error && "code" in error && String(error.code).startsWith("commander.")) {
    return "exitCode" in error && error.exitCode === 0 ? 0 : 1;
  }
  const missing = (await import("./missing-package.ts")).missingPackageMessage(error);
  if (missing !== undefined) {
    console.error(missing);
    return 1;
  }
  console.error("acs-events failed in a way it should not; please report this:");
  console.error(error);
  return 1;
}
