import pc from "picocolors";
import type { Event } from "../../catalog/event.ts";
import type { FindingLevel } from "../../filters/finding.ts";
import type { Change, Review } from "../../review/change.ts";
import { replayLines, replayTitle } from "../../review/replay-wording.ts";
import { hasPolicyNews } from "../../review/violations.ts";
import { acceptedWords, headline, proofsOf, shortEvent, verdict } from "../../review/wording.ts";

const marks: Readonly<Record<FindingLevel, string>> = {
  error: pc.red("✗"),
  warning: pc.yellow("!"),
  info: pc.blue("i"),
};

/** A review for a terminal: the headline, then each subscription with its findings and an event of each side. */
export function renderReview(review: Review): string {
  const notes = (review.notes ?? []).map(
    ({ level, message, id, at }) =>
      `${marks[level]} ${message} ${pc.dim(at === undefined ? id : `${id}  ${at.file}:${at.line}`)}`,
  );
  const about = notes.length === 0 ? [] : [notes.join("\n")];
  const { replay } = review;
  const lines = replay === undefined ? [] : replayLines(replay).map((line) => `\n  ${line}`);
  const replayed = replay === undefined ? [] : [`${pc.bold(replayTitle(replay))}${lines.join("")}`];
  return [
    pc.bold(headline(review)),
    ...review.changes.map(renderChange),
    ...policiesOf(review),
    ...replayed,
    ...about,
  ].join("\n\n");
}

function policiesOf(review: Review): string[] {
  const { policies } = review;
  if (policies === undefined || !hasPolicyNews(review)) return [];
  const { added, removed, undecided } = policies;
  return [
    [
      pc.bold("Policies"),
      ...(undecided === undefined ? [] : [`  ${marks.warning} ${undecided}`]),
      ...added.map((one) => `  ${marks[one.level]} ${one.subscription}: ${one.message} ${pc.dim(one.id)}`),
      ...removed.map((one) => `  ${pc.green("✓")} put right: ${one.subscription}: ${one.message} ${pc.dim(one.id)}`),
    ].join("\n"),
  ];
}

function renderChange(change: Change): string {
  const place = change.declaredAt === undefined ? "" : pc.dim(`  ${change.declaredAt.file}:${change.declaredAt.line}`);
  return [
    `${pc.bold(change.subscription)} ${verdict(change)}${place}`,
    ...change.findings.map(
      (one) =>
        `  ${one.accepted === undefined ? marks[one.level] : pc.green("✓")} ${one.message}${acceptedWords(one)} ${pc.dim(one.id)}`,
    ),
    ...proofsOf(change).flatMap(({ side, event, isSent }) => proof(words[side], event, isSent)),
  ].join("\n");
}

const words = { lost: "stops", gained: "starts" } as const;

function proof(what: string, event: Event, isSent: boolean): string[] {
  const remark = isSent ? "" : pc.dim(" (Event Grid would let it through; none like it is documented)");
  return [`    ${what}: ${shortEvent(event)}${remark}`, pc.dim(`      data ${shortData(event.data)}`)];
}

const longestData = 160;

/** The payload in one line of a terminal: what stands in it directly, nested things by their name; cut where it is long. */
function shortData(data: unknown): string {
  const text = JSON.stringify(data, (name, value: unknown) =>
    name !== "" && typeof value === "object" && value !== null ? "…" : value,
  ).replaceAll('"…"', "…");
  const letters = [...text];
  return letters.length <= longestData ? text : `${letters.slice(0, longestData - 1).join("")}…`;
}
