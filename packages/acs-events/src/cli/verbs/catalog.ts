import type { Command } from "commander";
import { choice } from "../choice.ts";

export function register(program: Command): void {
  program
    .command("catalog")
    .description("List the event types: status, subject, retirement, what replaces old names")
    .addOption(choice("--format <format>", "how to print it", ["text", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events catalog
  npx acs-events catalog --format json | jq -r '.[].type'`,
    )
    .action(async ({ format }: { readonly format: "text" | "json" }) => {
      const { catalogEntries, renderCatalog } = await import("../render/catalog.ts");
      const entries = catalogEntries();
      console.log(format === "json" ? JSON.stringify(entries, null, 2) : renderCatalog(entries));
    });
}
