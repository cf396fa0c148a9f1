import pc from "picocolors";
import type { FindingLevel } from "../../filters/finding.ts";
import type { Change, Review, ReviewFinding } from "../../review/change.ts";
import { inJson, shortEvent } from "../../review/event-in-words.ts";
import { type OverviewRow, overviewOf, worthTelling } from "../../review/overview.ts";
import { replayLines, replayTitle } from "../../review/replay-wording.ts";
import { type ShownEvent, shownFindings } from "../../review/shown-events.ts";
import { hasPolicyNews } from "../../review/violations.ts";
import { acceptedWords, headline } from "../../review/wording.ts";
import { escapeControls } from "../../text/printable.ts";
import { fitted } from "./fitted.ts";
import { renderTable } from "./table.ts";

const marks: Readonly<Record<FindingLevel, string>> = {
  error: pc.red("✗"),
  warning: pc.yellow("!"),
  info: pc.blue("i"),
};

/** Up to this many subscriptions are listed. For more there is a table first, then the most important ones. */
const mostBlocks = 6;
const mostRows = 100;
/** Lines of a terminal that the blocks below a table may take. */
const mostLines = 60;
/** Of a table, and of an event's data, where nothing says how wide the terminal is. */
const usualWidth = 120;

/**
 * A review for a terminal: the headline, then each subscription with its findings and the events that they are about, the
 * most severe first. With many changes a table comes first, and below it only as much as two screens hold.
 *
 * @param width columns of the terminal; if omitted, lines of text are not broken
 */
export function renderReview(review: Review, width?: number): string {
  const notes = (review.notes ?? []).map(
    ({ level, message, id, at }) =>
      `${marks[level]} ${escapeControls(message)} ${pc.dim(at === undefined ? id : `${id}  ${at.file}:${at.line}`)}`,
  );
  const { replay } = review;
  const lines = replay === undefined ? [] : replayLines(replay).map((line) => `\n  ${escapeControls(line)}`);
  const replayed = replay === undefined ? [] : [`${pc.bold(replayTitle(replay))}${lines.join("")}`];
  const text = [
    pc.bold(headline(review)),
    ...changesOf(review, width ?? usualWidth),
    ...policiesOf(review),
    ...replayed,
    ...(notes.length === 0 ? [] : [notes.join("\n")]),
  ].join("\n\n");
  return fitted(text, width);
}

function changesOf({ changes }: Review, width: number): readonly string[] {
  const rows = overviewOf(changes);
  if (rows.length <= mostBlocks) return rows.map((row) => renderRow(row, width));
  const blocks: string[] = [];
  let left = mostLines;
  const severe = worthTelling(rows);
  for (const row of severe) {
    const block = renderRow(row, width);
    left -= linesOf(block, width);
    if (left < 0 && blocks.length > 0) break;
    blocks.push(block);
  }
  const hidden = severe.length - blocks.length;
  const more = `${hidden} more with findings: \`--format markdown\` has them in full, \`--format json\` has all of it.`;
  return [tableOf(rows, width), ...blocks, ...(hidden === 0 ? [] : [pc.dim(more)])];
}

function tableOf(rows: readonly OverviewRow[], width: number): string {
  const cells = rows
    .slice(0, mostRows)
    .map(({ level, name, what, lost, where }) => [
      marks[level],
      escapeControls(name),
      what,
      lost,
      escapeControls(where),
    ]);
  const table = renderTable(["", "subscription", "what", "lost", "where"], cells, { width, flexible: [1, 4] });
  const left = rows.length - cells.length;
  return left <= 0 ? table : `${table}\n${pc.dim(`and ${left} more, none of them more severe`)}`;
}

/** How many lines of a terminal a text takes. */
function linesOf(text: string, width: number): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 1);
}

function policiesOf(review: Review): string[] {
  const { policies } = review;
  if (policies === undefined || !hasPolicyNews(review)) return [];
  const { added, removed, undecided } = policies;
  return [
    [
      pc.bold("Policies"),
      ...(undecided === undefined ? [] : [`  ${marks.warning} ${undecided}`]),
      ...few(
        added,
        (one) => `  ${marks[one.level]} ${escapeControls(`${one.subscription}: ${one.message}`)} ${pc.dim(one.id)}`,
      ),
      ...few(
        removed,
        (one) =>
          `  ${pc.green("✓")} put right: ${escapeControls(`${one.subscription}: ${one.message}`)} ${pc.dim(one.id)}`,
      ),
    ].join("\n"),
  ];
}

/** Nobody reads more violations than this in a terminal. */
const mostViolations = 20;

function few<T>(all: readonly T[], render: (one: T) => string): readonly string[] {
  const left = all.length - mostViolations;
  const shown = all.slice(0, mostViolations).map(render);
  return [...shown, ...(left <= 0 ? [] : [pc.dim(`  and ${left} more`)])];
}

function renderRow({ name, what, changes }: OverviewRow, width: number): string {
  const [first] = changes;
  const { declaredAt } = first;
  const place = declaredAt === undefined ? "" : pc.dim(`  ${escapeControls(declaredAt.file)}:${declaredAt.line}`);
  const all = changes.length === 1 ? [] : [pc.dim(`  ${namesOf(changes)}; this is the first:`)];
  const { findings, others } = shownFindings(first);
  return [
    `${pc.bold(escapeControls(name))} ${what}${place}`,
    ...all,
    ...(first.filter.differences ?? []).map(({ kind, text }) => `  ${differenceMarks[kind]} ${escapeControls(text)}`),
    ...findings.flatMap(({ finding, events }) => [
      `  ${renderFinding(finding)}`,
      ...events.flatMap((event) => renderEvent(event, first, width)),
    ]),
    ...others.flatMap((event) => renderEvent(event, first, width)),
  ].join("\n");
}

const differenceMarks = { added: pc.green("+"), removed: pc.red("-"), changed: pc.yellow("~") } as const;

function namesOf(changes: readonly Change[]): string {
  const names = changes.slice(0, 8).map(({ subscription }) => escapeControls(subscription));
  const left = changes.length - names.length;
  return `${names.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

function renderFinding(finding: ReviewFinding): string {
  const mark = finding.accepted === undefined ? marks[finding.level] : pc.green("✓");
  const place = finding.path === undefined ? finding.id : `${finding.id} · check`;
  return `${mark} ${escapeControls(finding.message + acceptedWords(finding))} ${pc.dim(place)}`;
}

/** What an event is about, its fields that the filters ask for, and as much of the rest as a line holds. */
function renderEvent({ role, event, kind, isSent }: ShownEvent, { filter }: Change, width: number): string[] {
  const remark = isSent ? "" : pc.dim(" (Event Grid would match it; none like it is documented)");
  const which = kind === undefined ? "" : pc.dim(`  ${escapeControls(kind)}`);
  return [
    `    ${role}: ${shortEvent(event, filter.keys ?? [])}${remark}${which}`,
    `${beforeData}${pc.dim(shortData(event.data, width - beforeData.length))}`,
  ];
}

const beforeData = "      data ";

/** The payload in one line of a terminal: its own properties, and the names of nested ones; cut if it is long. */
function shortData(data: unknown, width: number): string {
  const flat = (value: unknown) => (typeof value === "object" && value !== null ? "…" : value);
  const shallow =
    typeof data === "object" && data !== null && !Array.isArray(data)
      ? Object.fromEntries(Object.entries(data).map(([name, value]) => [name, flat(value)]))
      : data;
  const text = inJson(shallow).replaceAll('"…"', "…");
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join("")}…`;
}
