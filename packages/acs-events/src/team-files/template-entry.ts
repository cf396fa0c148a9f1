import type { Template } from "../plan/templates/template.ts";
import { lineComment } from "./comment.ts";
import { call, type Literal } from "./literal.ts";

export interface TemplateUse {
  readonly template: Template;
  /** The name of the subscription in the team. */
  readonly name: string;
  /** Values of the template's own options, by their names. */
  readonly options: Readonly<Record<string, Literal>>;
  readonly endpoint: string;
}

/**
 * The element of a team's array that a template stands for, as `renderTeamFile` and `insertEntry` take it, with what it
 * lets through and leaves out above it.
 */
export function templateEntry({ template, name, options, endpoint }: TemplateUse): string {
  const about = lineComment(`${template.catches} ${template.leavesOut}`, { indent: 2 });
  // Column 2 is where it will stand in the end; the one column is for the comma.
  return `${about}${call(`...${template.function}`, name, { ...options, endpoint }, { column: 3 })}`;
}
