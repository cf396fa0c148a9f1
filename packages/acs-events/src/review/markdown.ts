import type { Event } from "../catalog/event.ts";
import type { Change, Review } from "./change.ts";
import { renderMermaid } from "./mermaid.ts";
import type { PolicyChanges, ReviewViolation } from "./policy-changes.ts";
import { replayLines, replayTitle } from "./replay-wording.ts";
import { acceptedWords, headline, proofsOf, shortEvent, verdict } from "./wording.ts";

/** GitHub takes 65,536 characters in a comment; this leaves room for what a workflow puts around it. */
const longest = 60_000;

const legend = "Event types → subscriptions → endpoints: thick is new, dotted is no more";

/** What a report shows beside its sentences. */
interface Extent {
  readonly events: boolean;
  readonly picture: boolean;
}

/**
 * The report as a comment of a pull request: the headline, then by team what changes for whom; the events that prove it
 * and a picture are folded away. Past 60,000 characters the events go first, then the picture, then the subscriptions at the
 * end, and the comment says so.
 */
export function renderMarkdown(review: Review): string {
  for (const events of [true, false]) {
    const text = render(review, review.changes, { events, picture: true });
    if (text.length <= longest) return text;
  }
  const kept = [...review.changes];
  for (;;) {
    const text = render(review, kept, { events: false, picture: false });
    if (text.length <= longest || kept.length === 0) return text;
    kept.length = Math.floor(kept.length * 0.8);
  }
}

function render(review: Review, changes: readonly Change[], { events, picture }: Extent): string {
  const teams = Map.groupBy(changes, ({ team }) => team ?? "");
  const sections = [...teams].map(([team, its]) => {
    const owner = its.find((one) => one.owner !== undefined)?.owner;
    const title =
      team === "" ? "### Without a team" : `### ${escaped(team)}${owner === undefined ? "" : ` (${escaped(owner)})`}`;
    return [title, ...its.map((one) => renderChange(one, events))].join("\n\n");
  });
  const left = review.changes.length - changes.length;
  const note = left === 0 ? [] : [`_${left} more subscriptions change; \`npx acs-events review\` shows them._`];
  const notes = (review.notes ?? []).map(
    ({ level, message, id, at }) =>
      `- ${marks[level]} ${escaped(message)} <sub>${id}${at === undefined ? "" : ` ${at.file}:${at.line}`}</sub>`,
  );
  const about = notes.length === 0 ? [] : [`### About this review\n\n${notes.join("\n")}`];
  const { replay } = review;
  const lines = replay === undefined ? [] : replayLines(replay).map((line) => `- ${escaped(line)}`);
  const replayed = replay === undefined ? [] : [`### ${replayTitle(replay)}\n\n${lines.join("\n")}`];
  const policies = review.policies === undefined ? [] : renderPolicies(review.policies);
  const drawn = picture ? renderMermaid(review) : undefined;
  const pictures =
    drawn === undefined
      ? []
      : [`<details><summary>${legend}</summary>\n\n\`\`\`mermaid\n${drawn}\n\`\`\`\n\n</details>`];
  return `${[`## ${headline(review)}`, ...replayed, ...sections, ...note, ...policies, ...pictures, ...about].join("\n\n")}\n`;
}

function renderChange(change: Change, events: boolean): string {
  const place =
    change.declaredAt === undefined ? "" : ` <sub>${change.declaredAt.file}:${change.declaredAt.line}</sub>`;
  const findings = change.findings.map(
    (finding) =>
      `- ${finding.accepted === undefined ? marks[finding.level] : "✅"} ${escaped(finding.message + acceptedWords(finding))} <sub>${finding.id}</sub>`,
  );
  const shown = proofsOf(change).map(({ side, event, isSent }) => {
    const what = sides[side][isSent ? "sent" : "unsent"];
    return events ? folded(what, event) : `${what}: ${codeSpan(shortEvent(event))}`;
  });
  return [`**\`${change.subscription}\` ${verdict(change)}**${place}`, findings.join("\n"), ...shown]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** More than that are not read in a comment. */
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
    .map((one) => `- ${mark(one)} \`${one.subscription}\`: ${escaped(one.message)} <sub>${one.id}</sub>`);
  const left = violations.length - lines.length;
  const more = left === 0 ? [] : [`- and ${left} more; \`npx acs-events review\` shows them`];
  return `${title}\n\n${[...lines, ...more].join("\n")}`;
}

const marks = { error: "🛑", warning: "⚠️", info: "ℹ️" } as const;

/** What is said of an event that is documented, and of one that Event Grid alone would let through. */
const sides = {
  lost: { sent: "stops arriving, for example", unsent: "would stop, though none like it is documented" },
  gained: { sent: "starts arriving, for example", unsent: "would start, though none like it is documented" },
} as const;

function folded(what: string, event: Event): string {
  const summary = `<details><summary>${what}: <code>${withoutTags(shortEvent(event))}</code></summary>`;
  return `${summary}\n\n\`\`\`json\n${JSON.stringify(event, null, 2)}\n\`\`\`\n\n</details>`;
}

/** Text of others in Markdown: no tags, no mentions, no emphasis by accident. */
function escaped(text: string): string {
  // A backslash does not keep GitHub from taking "@name" for a person; something invisible between the two does.
  return withoutTags(text)
    .replaceAll(/([*_`|\\])/g, "\\$1")
    .replaceAll(/(?<!\w)@(?=\w)/g, "@&#8203;");
}

/** Text of others in HTML, where Markdown is not read. */
function withoutTags(text: string): string {
  return text.replaceAll(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one] ?? one);
}

/** Text of others as code in a line of Markdown: in more backticks than it has in a row. */
function codeSpan(text: string): string {
  const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longestRun + 1);
  return longestRun === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
