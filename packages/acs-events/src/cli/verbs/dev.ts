import { type Command, InvalidArgumentError } from "commander";
import { wholeNumber } from "../local-azure-flags.ts";
import type { DevRequest } from "../run-and-tell.ts";

interface DevOptions extends Omit<DevRequest, "https" | "json" | "conflicts"> {
  readonly https?: true;
  readonly json?: true;
  readonly conflicts?: true;
}

export function register(program: Command): void {
  program
    .command("dev")
    .description("Run an empty local Azure until Ctrl-C: ARM over HTTP, the engine's provider, delivery, a dashboard")
    .option("--json", "print the addresses on one line, and nothing else")
    .option("--https", "let ARM answer https, with a certificate made on the spot")
    .option("--arm-port <number>", "another one where it is taken", wholeNumber)
    .option("--provider-port <number>", "another one where it is taken", wholeNumber)
    .option("--dashboard-port <number>", "has to be free", wholeNumber)
    .option(
      "--handler <webhook=url>",
      "a local handler for a webhook's origin or URL; may be repeated; a stand-in accepts for every other",
      handlerOfWebhook,
    )
    .option("--role-delay <seconds>", "refuse identities whose role is younger than this", wholeNumber)
    .option("--conflicts", "refuse a second write to a topic while the first is under way")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events dev
  npx acs-events dev --json --https
  npx acs-events dev --handler https://handlers.contoso.example=http://127.0.0.1:7071

Everything is on 127.0.0.1, and nothing is kept. docs/local-azure.md shows Azure's own clients with it.`,
    )
    .action(async ({ https, json, conflicts, ...options }: DevOptions) => {
      const { runAndTell } = await import("../run-and-tell.ts");
      await runAndTell({ ...options, https: https === true, json: json === true, conflicts: conflicts === true });
    });
}

/** Reads `https://handlers.contoso.example=http://127.0.0.1:7071`; whether the addresses can be used is said by who uses them. */
function handlerOfWebhook(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, webhook, url] = /^(\S+)=(http:\/\/\S+)$/.exec(text) ?? [];
  if (webhook !== undefined && url !== undefined)
    return { ...before, [webhook]: url.replace("//localhost", "//127.0.0.1") };
  throw new InvalidArgumentError(
    "Write WEBHOOK=URL, for example https://handlers.contoso.example=http://127.0.0.1:7071.",
  );
}
