import { readFile } from "node:fs/promises";
import type { Template } from "../../plan/templates/template.ts";
import { lineComment } from "../../team-files/comment.ts";
import { filterSource } from "../../team-files/filter-source.ts";
import { insertEntry } from "../../team-files/insert-entry.ts";
import { call, type Literal } from "../../team-files/literal.ts";
import { renderTeamFile } from "../../team-files/team-file.ts";
import { UserError } from "../../text/user-error.ts";
import { formatSource } from "../format-source.ts";
import { projectCompiler } from "../project-compiler.ts";
import type { ExistingProject } from "./existing-project.ts";
import { type NewRequest, templateOf } from "./new-request.ts";
import { absolute, existingTeam, fileOfTeam, ownFilterOf } from "./request-problems.ts";
import { readTemplateOptions } from "./template-options.ts";

/** A file as it will be written. */
export interface NewFile {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
  /** What the file has in it now; undefined for one that is not there. */
  readonly before?: string;
}

/**
 * The file that the answers come to; they lack nothing and have no problems. Throws a `UserError` with the lines to
 * paste where a team file is written in a way that only a person should touch.
 *
 * @param drafted the same file with the subscriptions that come before this one
 */
export async function draft(answers: NewRequest, around: ExistingProject, drafted?: NewFile): Promise<NewFile> {
  const { team, owner } = answers;
  const added = entryOf(answers, around);
  if (team === undefined || added === undefined) throw new Error("there is no draft of answers that lack something");
  if (answers.kind === "team") {
    const file = fileOfTeam(team);
    return { file, text: await formatSource(around.project.root, teamFileWith(team, owner ?? "", added), file) };
  }
  if (drafted !== undefined) {
    return { ...drafted, text: await withEntry(around.project.root, drafted.text, drafted.file, added) };
  }
  const file = existingTeam(team, around)?.file ?? fileOfTeam(team);
  const before = await readFile(absolute(around, file), "utf8");
  return { file, before, text: await withEntry(around.project.root, before, file, added) };
}

interface NewEntry {
  readonly entry: string;
  readonly imports: readonly string[];
}

/** The element of the team's array: a template, or a subscription with a filter of its own. */
function entryOf(answers: NewRequest, around: ExistingProject): NewEntry | undefined {
  const template = templateOf(answers, around);
  const { endpoint, name } = answers;
  if (endpoint === undefined) return undefined;
  if (template !== undefined) {
    const { options } = readTemplateOptions(template, answers.options);
    const use = { template, name: name ?? template.subscription, options, endpoint };
    return { entry: templateEntry(use), imports: [template.function] };
  }
  if (name === undefined || answers.eventTypes === undefined) return undefined;
  const source = filterSource({
    filter: ownFilterOf(answers).filter,
    eventDeliverySchema: "EventGridSchema",
    filterAsWritten: undefined,
    raw: {},
  });
  const entry = call("subscription", name, { filter: source.code, endpoint }, { column: 3 });
  return { entry, imports: [...source.imports, "subscription"] };
}

/** The file of a new team that begins with one template, before Biome has seen it. */
export function newTeamFile(team: string, owner: string, use: TemplateUse): string {
  return teamFileWith(team, owner, { entry: templateEntry(use), imports: [use.template.function] });
}

function teamFileWith(team: string, owner: string, { entry, imports }: NewEntry): string {
  return renderTeamFile({
    team,
    owner,
    about: `The subscriptions of the ${team} team. \`npx acs-events new subscription --team ${team}\` adds one.`,
    imports,
    usesStack: false,
    entries: [entry],
  });
}

async function withEntry(root: string, before: string, file: string, addition: NewEntry): Promise<string> {
  const compiler = projectCompiler(root);
  const inserted = compiler.ok ? insertEntry(compiler.typescript, before, addition) : compiler;
  if (!inserted.ok) {
    throw new UserError(
      `${file} is left as it is, since ${inserted.reason}. Paste this into its array:\n\n${addition.entry},\n\n` +
        `and import ${addition.imports.join(", ")} from "#acs-events".`,
      { hasCode: true },
    );
  }
  // A file in another style keeps its style.
  const wasFormatted = (await formatSource(root, before, file)) === before;
  return wasFormatted ? await formatSource(root, inserted.text, file) : inserted.text;
}

interface TemplateUse {
  readonly template: Template;
  /** The name of the subscription in the team. */
  readonly name: string;
  /** Values of the template's own options, by their names. */
  readonly options: Readonly<Record<string, Literal>>;
  readonly endpoint: string;
}

/**
 * The element of a team's array that a template stands for, as `renderTeamFile` and `insertEntry` take it, with what it
 * matches and omits above it.
 */
function templateEntry({ template, name, options, endpoint }: TemplateUse): string {
  const about = lineComment(`${template.catches} ${template.leavesOut}`, { indent: 2 });
  // Column 2 is where it will stand in the end; the one column is for the comma.
  return `${about}${call(`...${template.function}`, name, { ...options, endpoint }, { column: 3 })}`;
}
