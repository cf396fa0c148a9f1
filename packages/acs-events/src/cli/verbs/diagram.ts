import type { Command } from "commander";
import { choice } from "../choice.ts";

interface DiagramOptions {
  readonly stack: string;
  readonly format: "mermaid" | "svg" | "dot";
  readonly output?: string;
  readonly by?: "subscription" | "team";
  readonly team?: string;
  readonly unheard?: true;
}

export function register(program: Command): void {
  program
    .command("diagram")
    .description("Draw who hears what: event types, subscriptions by team, endpoints")
    .argument("[subscriptions]", "a file, a git revision, or - ; if omitted, the project's plan")
    .option("--stack <name>", "the stack of a plan", "dev")
    .addOption(choice("--format <format>", "how to draw it", ["mermaid", "svg", "dot"]))
    .option("--output <file>", "write it there instead of printing it")
    .addOption(
      choice("--by <what>", "one box for each; if omitted, as many as a person can read", [
        "subscription",
        "team",
      ]).default(undefined),
    )
    .option("--team <name>", "only what this team hears")
    .option("--unheard", "also the event types that nobody hears")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events diagram                                     a Mermaid flowchart, for Markdown
  npx acs-events diagram --format svg --output events.svg
  npx acs-events diagram --stack prod --team support --unheard
  npx acs-events diagram deployed.json --by team --format dot

What waits for the address of its endpoint is dashed. docs/diagram.md says how to read it.`,
    )
    .action(async (from: string | undefined, options: DiagramOptions) => {
      const { drawDiagram } = await import("../draw-diagram.ts");
      const { text, remarks } = await drawDiagram(from, options);
      for (const remark of remarks) console.error(remark);
      if (options.output === undefined) {
        process.stdout.write(text);
      } else {
        const { writeOutput } = await import("../write-output.ts");
        await writeOutput(options.output, text);
      }
    });
}
