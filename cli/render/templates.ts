import type { Template } from "../../infra/subscriptions/templates/template.ts";

/** The templates with what each is for, a line each. */
export function renderTemplates(templates: readonly Template[]): string {
  const width = Math.max(...templates.map(({ name }) => name.length));
  return templates.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
}

/** One template: what it catches, and its options with how they are written. */
export function renderTemplate({ name, catches, leavesOut, options }: Template): string {
  const lines = options.map(
    ({ name: option, description, example, otherwise }) =>
      `  --option ${option}=${example}\n      ${description}${otherwise === undefined ? " (required)" : `; left out: ${otherwise}`}`,
  );
  return [`${name}: ${catches}`, leavesOut, ...lines].join("\n");
}
