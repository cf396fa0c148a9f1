import type { Template } from "../../plan/templates/template.ts";
import { wrap } from "./wrap.ts";

/** The templates with what each is for, a line each. */
export function renderTemplates(templates: readonly Template[]): string {
  const width = Math.max(...templates.map(({ name }) => name.length));
  return templates.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
}

/** The same with every option, as one types it, and what it is. */
export function renderTemplatesWithOptions(templates: readonly Template[]): string {
  return templates
    .map(({ name, summary, options }) => {
      const lines = options.map(
        ({ name: option, example, description, required, otherwise }) =>
          `      --option ${option}=${example}\n${wrap(`${description}${required ? " (required)" : ` (if omitted: ${otherwise ?? "none"})`}`, 80, " ".repeat(10))}`,
      );
      return [wrap(`${name}: ${summary}`, 80, "  "), ...lines].join("\n");
    })
    .join("\n");
}
