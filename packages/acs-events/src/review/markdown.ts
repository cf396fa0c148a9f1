import type { Event } from "../catalog/event.ts";
import { escapeControls } from "../text/printable.ts";
import type { Review } from "./change.ts";
import { shortEvent } from "./event-in-words.ts";
import { renderMermaid } from "./mermaid.ts";
import { type OverviewRow, overviewOf, worthTelling } from "./overview.ts";
import type { PolicyChanges, ReviewViolation } from "./policy-changes.ts";
import { replayLines, replayTitle } from "./replay-wording.ts";
import { type EventRole, type ShownEvent, shownFindings } from "./shown-events.ts";
import { acceptedWords, headline } from "./wording.ts";

/** GitHub takes 65,536 characters in a comment; this leaves room for what a workflow puts around it. */
const longest = 60_000;
/** Up to this many changes are listed without a table above. */
const mostBlocks = 6;
/** What the table may take of a long comment. */
const longestTable = 30_000;

const legend = "Event types → subscriptions → endpoints: thick is new, dotted is removed";

/**
 * The report as a comment of a pull request: the headline, with many changes a table of them, then by team what changes
 * for whom; events and a picture are folded away. What does not fit into 60,000 characters is omitted from the end: whole
 * events first, then the picture, then the subscriptions that matter least; the comment says so.
 */
export function renderMarkdown(review: Review): string {
  const rows = overviewOf(review.changes);
  for (const extent of [
    { events: true, picture: true },
    { events: false, picture: true },
    { events: false, picture: false },
  ]) {
    const text = render(review, rows, rows.length, extent);
    if (text.length <= longest) return text;
  }
  let [least, most] = [0, rows.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (render(review, rows, middle, { events: false, picture: false }).length <= longest) least = middle;
    else most = middle - 1;
  }
  return render(review, rows, least, { events: false, picture: false });
}

/** What a report shows beside its sentences. */
interface Extent {
  readonly events: boolean;
  readonly picture: boolean;
}

function render(review: Review, rows: readonly OverviewRow[], count: number, extent: Extent): string {
  const isLong = rows.length > mostBlocks;
  const worth = isLong ? worthTelling(rows) : rows;
  const told = worth.slice(0, count);
  const left = worth.length - told.length;
  const more = left === 0 ? [] : [`_${left} more with findings; \`npx acs-events review --format json\` has them._`];
  const drawn = extent.picture ? renderMermaid(review) : undefined;
  const picture =
    drawn === undefined
      ? []
      : [`<details><summary>${legend}</summary>\n\n\`\`\`mermaid\n${drawn}\n\`\`\`\n\n</details>`];
  const parts = [
    `## ${escaped(headline(review))}`,
    ...replayOf(review),
    ...(isLong ? [tableOf(rows)] : []),
    ...sectionsOf(told, extent.events),
    ...more,
    ...(review.policies === undefined ? [] : renderPolicies(review.policies)),
    ...picture,
    ...notesOf(review),
  ];
  return `${parts.join("\n\n")}\n`;
}

function replayOf({ replay }: Review): readonly string[] {
  if (replay === undefined) return [];
  const lines = replayLines(replay).map((line) => `- ${escaped(line)}`);
  return [`### ${replayTitle(replay)}\n\n${lines.join("\n")}`];
}

function notesOf({ notes = [] }: Review): readonly string[] {
  if (notes.length === 0) return [];
  const lines = notes.map(({ level, message, id, at }) => {
    const place = at === undefined ? "" : ` ${withoutTags(at.file)}:${at.line}`;
    return `- ${marks[level]} ${escaped(message)} <sub>${id}${place}</sub>`;
  });
  return [`### About this review\n\n${lines.join("\n")}`];
}

function tableOf(rows: readonly OverviewRow[]): string {
  const lines = ["| | subscription | what | lost | where |", "| --- | --- | --- | --- | --- |"];
  let length = lines.join("\n").length;
  let shown = 0;
  for (const { level, name, what, lost, where } of rows) {
    const line = `| ${marks[level]} | ${escaped(name)} | ${what} | ${escaped(lost)} | ${escaped(where)} |`;
    length += line.length + 1;
    if (length > longestTable) break;
    lines.push(line);
    shown += 1;
  }
  const left = rows.length - shown;
  return [...lines, ...(left === 0 ? [] : [`\n_and ${left} more, none of them more severe_`])].join("\n");
}

/** By team, the team with the most severe change first. */
function sectionsOf(rows: readonly OverviewRow[], events: boolean): readonly string[] {
  const teams = Map.groupBy(rows, ({ changes: [{ team }] }) => team ?? "");
  return [...teams].map(([team, its]) => {
    const owner = its.map(({ changes: [one] }) => one.owner).find((one) => one !== undefined);
    const title =
      team === "" ? "Without a team" : `${escaped(team)}${owner === undefined ? "" : ` (${escaped(owner)})`}`;
    // Where nobody has a team, a heading that says so helps nobody.
    const heading = team === "" && teams.size === 1 ? [] : [`### ${title}`];
    return [...heading, ...its.map((row) => renderRow(row, events))].join("\n\n");
  });
}

function renderRow({ name, what, changes }: OverviewRow, events: boolean): string {
  const [first] = changes;
  const { declaredAt, filter } = first;
  const place = declaredAt === undefined ? "" : ` <sub>${withoutTags(declaredAt.file)}:${declaredAt.line}</sub>`;
  const all =
    changes.length === 1 ? [] : [`${namesOf(changes.map(({ subscription }) => subscription))}; this is the first:`];
  const differences = (filter.differences ?? []).map(
    ({ kind, text }) => `- ${differenceMarks[kind]} ${codeSpan(escapeControls(text))}`,
  );
  const { findings, others } = shownFindings(first);
  const keys = filter.keys ?? [];
  const blocks: string[] = [];
  let open = differences;
  for (const { finding, events: its } of findings) {
    const mark = finding.accepted === undefined ? marks[finding.level] : "✅";
    open = [...open, `- ${mark} ${escaped(finding.message + acceptedWords(finding))} <sub>${finding.id}</sub>`];
    if (its.length === 0) continue;
    blocks.push(open.join("\n"), ...its.map((one) => renderEvent(one, keys, events)));
    open = [];
  }
  if (open.length > 0) blocks.push(open.join("\n"));
  return [
    `**${codeSpan(escapeControls(name))} ${what}**${place}`,
    ...all,
    ...blocks,
    ...others.map((one) => renderEvent(one, keys, events)),
  ].join("\n\n");
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => codeSpan(escapeControls(name)));
  const left = names.length - shown.length;
  return `${shown.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

/** Nobody reads more than this in a comment. */
const mostViolations = 20;

function renderPolicies({ added, removed, undecided }: PolicyChanges): string[] {
  const parts = [
    ...(undecided === undefined ? [] : [escaped(undecided)]),
    ...(added.length === 0 ? [] : [listed("What this change adds:", added, (one) => marks[one.level])]),
    ...(removed.length === 0 ? [] : [listed("What this change puts right:", removed, () => "✅")]),
  ];
  return parts.length === 0 ? [] : [["### Policies", ...parts].join("\n\n")];
}

function listed(title: string, violations: readonly ReviewViolation[], mark: (one: ReviewViolation) => string): string {
  const lines = violations
    .slice(0, mostViolations)
    .map(
      (one) =>
        `- ${mark(one)} ${codeSpan(escapeControls(one.subscription))}: ${escaped(one.message)} <sub>${one.id}</sub>`,
    );
  const left = violations.length - lines.length;
  const more = left === 0 ? [] : [`- and ${left} more; \`npx acs-events review\` shows them`];
  return `${title}\n\n${[...lines, ...more].join("\n")}`;
}

const marks = { error: "🛑", warning: "⚠️", info: "ℹ️" } as const;
const differenceMarks = { added: "➕", removed: "➖", changed: "✏️" } as const;

/** What is said of an event that is documented, and of one that Event Grid alone would match. */
const roles: Readonly<Record<EventRole, { readonly sent: string; readonly unsent: string }>> = {
  stops: { sent: "stops arriving, for example", unsent: "would stop, though none like it is documented" },
  starts: { sent: "starts arriving, for example", unsent: "would start, though none like it is documented" },
  twice: { sent: "arrives twice, for example", unsent: "would arrive twice, though none like it is documented" },
};

function renderEvent({ role, event, kind, isSent }: ShownEvent, keys: readonly string[], whole: boolean): string {
  const what = roles[role][isSent ? "sent" : "unsent"];
  const which = kind === undefined ? "" : `, ${kind}`;
  const short = shortEvent(event, keys);
  if (!whole) return `${what}${escaped(which)}: ${codeSpan(short)}`;
  return folded(`${what}${escapeControls(which)}`, short, event);
}

function folded(what: string, short: string, event: Event): string {
  const summary = `<details><summary>${withoutTags(what)}: <code>${withoutTags(short)}</code></summary>`;
  return `${summary}\n\n\`\`\`json\n${printableJson(event)}\n\`\`\`\n\n</details>`;
}

/** The whole event over many lines; what could act on a reader's terminal is escaped, as JSON allows. */
function printableJson(event: Event): string {
  const text = JSON.stringify(event, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value), 2);
  return text.split("\n").map(escapeControls).join("\n");
}

/** Text of others in Markdown: no tags, no mentions, no emphasis by accident. */
function escaped(text: string): string {
  // A backslash does not keep GitHub from taking "@name" for a person; something invisible between the two does.
  return withoutTags(escapeControls(text))
    .replaceAll(/([*_`|\\[\]])/g, "\\$1")
    .replaceAll(/(?<!\w)@(?=\w)/g, "@&#8203;");
}

/** Text of others in HTML, where Markdown is not read. */
function withoutTags(text: string): string {
  return escapeControls(text).replaceAll(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one] ?? one);
}

/** Text of others as code in a line of Markdown: in more backticks than it has in a row. */
function codeSpan(text: string): string {
  const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longestRun + 1);
  return longestRun === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
