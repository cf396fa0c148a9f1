import type { Command } from "commander";
import { choice } from "../choice.ts";

export function register(program: Command): void {
  program
    .command("docs")
    .description("Show a guide, or the page of a finding, a policy or an event type")
    .argument("[name]", "a guide, or an id as a command prints it; if omitted, the list of all names")
    .addOption(choice("--format <format>", "how to print it", ["text", "markdown"]))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events docs
  npx acs-events docs teams
  npx acs-events docs subject-prefix-never-matches
  npx acs-events docs SMSReceived`,
    )
    .action(async (name: string | undefined, { format }: { readonly format: "text" | "markdown" }) => {
      const { referencePages } = await import("../../reference/index.ts");
      const { guides } = await import("../guides.ts");
      const { fitted } = await import("../render/fitted.ts");
      const { markdownOf, renderIndex, renderMarkdown } = await import("../render/reference.ts");
      const all = { guides: await guides(), pages: referencePages() };
      if (name === undefined) return console.log(fitted(renderIndex(all), process.stdout.columns));
      const markdown = markdownOf(all, name);
      console.log(format === "markdown" ? markdown : renderMarkdown(markdown, process.stdout.columns));
    });
}
